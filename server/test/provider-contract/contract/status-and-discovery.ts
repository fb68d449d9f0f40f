import type { StatusCheck } from '@goodfunds/shared';
import { crmFieldSchema, providerStatusSchema } from '@goodfunds/shared/schemas';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { MakeHarness } from './harness.ts';
import { onStage } from './stage.ts';

export function describeStatusAndDiscovery(makeHarness: MakeHarness): void {
  describe('the test of a connection', () => {
    it('ends UP, names the remote side, and writes nothing', () =>
      onStage(makeHarness, async ({ port, rows }) => {
        const status = await port.getProviderStatus();
        expect(providerStatusSchema.parse(status)).toEqual(status);
        expect(status.status).toBe('UP');
        expect(status.checks.filter((check) => check.status === 'FAILED')).toEqual([]);
        expect(status.remote?.environmentId).toBe(await port.getEnvironmentId());
        expect(await rows()).toEqual([]);
      }));

    it('tells each check as it ends, in the order of the answer', () =>
      onStage(makeHarness, async ({ port }) => {
        const told: StatusCheck[] = [];
        const status = await port.getProviderStatus({ onCheck: (check) => told.push(check) });
        expect(told).toEqual(status.checks);
        expect(told.length).toBeGreaterThan(0);
      }));

    it('ends DOWN with the failed check and its code where the CRM refuses the credentials', () =>
      onStage(makeHarness, async ({ refusedPort }) => {
        const status = await refusedPort.getProviderStatus();
        expect(status.status).toBe('DOWN');
        const failed = status.checks.filter((check) => check.status === 'FAILED');
        expect(failed).toHaveLength(1);
        expect(failed[0]?.code).not.toBeNull();
        expect(status.checks.slice(status.checks.indexOf(failed[0] ?? failNever()) + 1)).not.toContainEqual(
          expect.objectContaining({ status: 'PASSED' }),
        );
      }));

    it('does not reject, not even for a caller that has stopped', () =>
      onStage(makeHarness, async ({ port }) => {
        const status = await port.getProviderStatus({ signal: AbortSignal.abort() });
        expect(status.status).toBe('DOWN');
      }));
  });

  describe('the discovery of attributes', () => {
    it('finds each attribute once, those for name, e-mail and city as text that can be mapped', () =>
      onStage(makeHarness, async ({ port, attributes }) => {
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

    it('says of everything that cannot be mapped why', () =>
      onStage(makeHarness, async ({ port }) => {
        const fields = await port.getAvailableContactFields();
        expect(fields.filter((field) => field.mappable !== (field.unmappableReason === null))).toEqual([]);
      }));

    it('rejects for the connection where the CRM refuses the credentials', () =>
      onStage(makeHarness, async ({ refusedPort }) => {
        await expect(refusedPort.getAvailableContactFields()).rejects.toMatchObject({
          category: 'connection',
        });
      }));
  });
}

function failNever(): never {
  throw new Error('there is no failed check');
}
