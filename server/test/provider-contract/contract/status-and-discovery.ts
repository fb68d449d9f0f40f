import type { StatusCheck } from '@goodfunds/shared';
import { crmFieldSchema, providerStatusSchema } from '@goodfunds/shared/schemas';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { withFixture } from './fixture.ts';
import type { MakeHarness } from './harness.ts';

export function describeStatusAndDiscovery(makeHarness: MakeHarness): void {
  describe('the connection test', () => {
    it('ends UP, names the environment and writes nothing', () =>
      withFixture(makeHarness, async ({ port, rows }) => {
        const status = await port.getProviderStatus();
        expect(providerStatusSchema.parse(status)).toEqual(status);
        expect(status.status).toBe('UP');
        expect(status.checks.filter((check) => check.status === 'FAILED')).toEqual([]);
        expect(status.remote?.environmentId).toBe(await port.getEnvironmentId());
        expect(await rows()).toEqual([]);
      }));

    it('reports each check when it ends, in the order of the result', () =>
      withFixture(makeHarness, async ({ port }) => {
        const reported: StatusCheck[] = [];
        const status = await port.getProviderStatus({ onCheck: (check) => reported.push(check) });
        expect(reported).toEqual(status.checks);
        expect(reported.length).toBeGreaterThan(0);
      }));

    it('ends DOWN with the failed check and its code if the CRM refuses the credentials', () =>
      withFixture(makeHarness, async ({ refusedPort }) => {
        const status = await refusedPort.getProviderStatus();
        expect(status.status).toBe('DOWN');
        const failed = status.checks.filter((check) => check.status === 'FAILED');
        expect(failed).toHaveLength(1);
        expect(failed[0]?.code).not.toBeNull();
        expect(status.checks.slice(status.checks.indexOf(failed[0] ?? failNever()) + 1)).not.toContainEqual(
          expect.objectContaining({ status: 'PASSED' }),
        );
      }));

    it('does not reject, even if the caller has aborted', () =>
      withFixture(makeHarness, async ({ port }) => {
        const status = await port.getProviderStatus({ signal: AbortSignal.abort() });
        expect(status.status).toBe('DOWN');
      }));
  });

  describe('the discovery of attributes', () => {
    it('returns each attribute once, and name, e-mail and city as mappable text', () =>
      withFixture(makeHarness, async ({ port, attributes }) => {
        const fields = await port.getAvailableContactFields();
        expect(z.array(crmFieldSchema).parse(fields)).toEqual(fields);
        expect(new Set(fields.map((field) => field.attribute)).size).toBe(fields.length);
        const byName = new Map(fields.map((field) => [field.attribute, field]));
        for (const attribute of Object.values(attributes)) {
          expect(byName.get(attribute)).toMatchObject({
            type: 'STRING',
            mappable: true,
            unmappableReason: null,
          });
        }
      }));

    it('gives a reason for every unmappable attribute', () =>
      withFixture(makeHarness, async ({ port }) => {
        const fields = await port.getAvailableContactFields();
        expect(fields.filter((field) => field.mappable !== (field.unmappableReason === null))).toEqual([]);
      }));

    it('rejects with a connection error if the CRM refuses the credentials', () =>
      withFixture(makeHarness, async ({ refusedPort }) => {
        await expect(refusedPort.getAvailableContactFields()).rejects.toMatchObject({
          category: 'connection',
        });
      }));
  });
}

function failNever(): never {
  throw new Error('there is no failed check');
}
