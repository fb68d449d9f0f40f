import { type Contact, DEFAULT_SYNC_RULES } from '@goodfunds/shared';
import { contactOutcomeSchema } from '@goodfunds/shared/schemas';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { withFixture } from './fixture.ts';
import type { MakeHarness } from './harness.ts';

const ada: Contact = {
  id: 'ada',
  email: 'ada@example.org',
  firstName: 'Ada',
  lastName: 'Berg',
  address: { city: 'Köln' },
};

export function describeWriting(makeHarness: MakeHarness): void {
  describe('writing contacts to the CRM', () => {
    it('creates one, leaves it unchanged, then updates what has changed', () =>
      withFixture(makeHarness, async ({ syncOne, onlyRow, attributes }) => {
        const created = await syncOne(ada);
        expect(created).toMatchObject({ contactId: 'ada', outcome: 'CREATED', reason: null, error: null });
        const row = await onlyRow();
        expect(row).toMatchObject({ id: created.crmContactId, active: true });
        expect(row.values).toMatchObject({
          [attributes.email]: 'ada@example.org',
          [attributes.firstName]: 'Ada',
          [attributes.lastName]: 'Berg',
          [attributes.city]: 'Köln',
        });

        const unchanged = await syncOne(ada);
        expect(unchanged).toMatchObject({
          outcome: 'UNCHANGED',
          crmContactId: row.id,
          changedAttributes: [],
        });

        const updated = await syncOne({ ...ada, lastName: 'Tal' });
        expect(updated).toMatchObject({
          outcome: 'UPDATED',
          crmContactId: row.id,
          changedAttributes: [attributes.lastName],
        });
        expect((await onlyRow()).values).toMatchObject({
          [attributes.firstName]: 'Ada',
          [attributes.lastName]: 'Tal',
        });
      }));

    it('returns one outcome per contact in the given order', () =>
      withFixture(makeHarness, async ({ sync, seed }) => {
        await seed({ email: 'there@example.org', lastName: 'Berg' });
        const contacts: Contact[] = [
          { id: '5', email: 'new@example.org', lastName: 'Neu' },
          { id: '4', email: null, lastName: 'Ohne' },
          { id: '3', email: 'not an e-mail', lastName: 'Falsch' },
          { id: '2', email: 'there@example.org', lastName: 'Berg' },
          { id: '1', email: 'long@example.org', lastName: 'x'.repeat(10_000) },
          { id: '0', email: 'last@example.org', lastName: 'Letzte' },
        ];
        const outcomes = await sync(contacts, { onRefusedValue: 'FAIL' });
        expect(z.array(contactOutcomeSchema).parse(outcomes)).toEqual(outcomes);
        expect(outcomes.map(({ contactId, outcome, reason }) => [contactId, outcome, reason])).toEqual([
          ['5', 'CREATED', null],
          ['4', 'SKIPPED', 'NO_EMAIL'],
          ['3', 'FAILED', 'INVALID_EMAIL'],
          ['2', 'UNCHANGED', null],
          ['1', 'FAILED', 'VALUE_TOO_LONG'],
          ['0', 'CREATED', null],
        ]);
      }));

    it.each([undefined, null, '', '   '])('skips a contact with the e-mail %j', (address) =>
      withFixture(makeHarness, async ({ syncOne, rows }) => {
        expect(await syncOne({ ...ada, email: address })).toMatchObject({
          outcome: 'SKIPPED',
          reason: 'NO_EMAIL',
        });
        expect(await rows()).toEqual([]);
      }),
    );

    it('updates a linked contact whose e-mail was removed, and keeps the e-mail in the CRM', () =>
      withFixture(makeHarness, async ({ syncOne, onlyRow, attributes }) => {
        const { crmContactId } = await syncOne(ada);
        const outcome = await syncOne({ ...ada, email: null, lastName: 'Tal' });
        expect(outcome).toMatchObject({
          outcome: 'UPDATED',
          crmContactId,
          changedAttributes: [attributes.lastName],
        });
        expect((await onlyRow()).values).toMatchObject({ [attributes.email]: ada.email });
      }));

    it('refuses the malformed e-mail of a linked contact like any other value', () =>
      withFixture(makeHarness, async ({ syncOne, onlyRow, attributes }) => {
        await syncOne(ada);
        const outcome = await syncOne(
          { ...ada, email: 'not an e-mail', lastName: 'Tal' },
          { onRefusedValue: 'FAIL' },
        );
        expect(outcome.error).toMatchObject({
          code: 'INVALID_EMAIL',
          params: { attribute: attributes.email, field: 'email' },
        });
        expect((await onlyRow()).values).toMatchObject({ [attributes.lastName]: ada.lastName });
      }));

    it('reports the attribute and limit of a value that is too long, never the value', () =>
      withFixture(makeHarness, async ({ syncOne, rows, attributes }) => {
        const outcome = await syncOne(
          { ...ada, lastName: 'Geheim'.repeat(1_000) },
          { onRefusedValue: 'FAIL' },
        );
        expect(outcome.error).toMatchObject({
          code: 'VALUE_TOO_LONG',
          params: { attribute: attributes.lastName, field: 'lastName', actualLength: 6_000 },
        });
        expect(JSON.stringify(outcome.error)).not.toContain('Geheim');
        expect(await rows()).toEqual([]);
      }));

    it('leaves a refused value out if the rules say so, and reports it without the value', () =>
      withFixture(makeHarness, async ({ syncOne, onlyRow, attributes }) => {
        const leftOut = { onRefusedValue: 'LEAVE_OUT' } as const;
        const tooLong = { ...ada, firstName: 'Geheim'.repeat(1_000) };
        const created = await syncOne(tooLong, leftOut);
        expect(created).toMatchObject({
          outcome: 'CREATED',
          warnings: [{ code: 'VALUE_TOO_LONG', params: { attribute: attributes.firstName } }],
        });
        expect(JSON.stringify(created)).not.toContain('Geheim');
        const updated = await syncOne({ ...tooLong, email: 'not an e-mail', lastName: 'Tal' }, leftOut);
        expect(updated).toMatchObject({ outcome: 'UPDATED', changedAttributes: [attributes.lastName] });
        expect(updated.warnings.map(({ code }) => code)).toEqual(['INVALID_EMAIL', 'VALUE_TOO_LONG']);
        expect((await onlyRow()).values).toMatchObject({
          [attributes.email]: ada.email,
          [attributes.lastName]: 'Tal',
        });
      }));

    it('never clears a value', () =>
      withFixture(makeHarness, async ({ syncOne, onlyRow, attributes }) => {
        await syncOne(ada);
        const outcome = await syncOne({
          id: 'ada',
          email: ada.email,
          firstName: '',
          lastName: '  ',
          address: null,
        });
        expect(outcome.outcome).toBe('UNCHANGED');
        expect((await onlyRow()).values).toMatchObject({
          [attributes.firstName]: 'Ada',
          [attributes.lastName]: 'Berg',
          [attributes.city]: 'Köln',
        });
      }));

    it('creates no duplicate when a call is repeated without links', () =>
      withFixture(makeHarness, async ({ syncWithoutLinks, onlyRow }) => {
        const [created] = await syncWithoutLinks([ada]);
        const [repeated] = await syncWithoutLinks([ada]);
        expect(created?.outcome).toBe('CREATED');
        expect(repeated).toMatchObject({ outcome: 'UNCHANGED', crmContactId: created?.crmContactId });
        expect((await onlyRow()).id).toBe(created?.crmContactId);
      }));

    it('creates no duplicate when the same call runs twice at once', () =>
      withFixture(makeHarness, async ({ syncWithoutLinks, rows }) => {
        const contacts = Array.from({ length: 20 }, (_, index) => ({
          id: `${index}`,
          email: `p${index}@example.org`,
        }));
        const both = await Promise.all([syncWithoutLinks(contacts), syncWithoutLinks(contacts)]);
        expect(both.flat().filter(({ outcome }) => outcome === 'FAILED')).toEqual([]);
        expect(await rows()).toHaveLength(20);
      }));

    it('rejects with a connection error and no outcomes if the CRM refuses the credentials', () =>
      withFixture(makeHarness, async (fixture) => {
        const options = {
          accountId: 7,
          mapping: fixture.mapping,
          ...DEFAULT_SYNC_RULES,
          memoryKey: 'test key',
          dryRun: false,
          directory: {
            linksOf: async () => new Map(),
            decisionsOf: async () => new Map(),
            ownersOf: async () => new Map(),
            contactsWithEmail: async () => new Map(),
          },
        } as const;
        const call = fixture.refusedPort.createOrUpdateContacts([ada], options);
        await expect(call).rejects.toMatchObject({ category: 'connection', retryable: false, resolved: [] });
      }));
  });

  describe('a dry run', () => {
    it('predicts every change of the following sync and writes nothing', () =>
      withFixture(makeHarness, async ({ sync, seed, rows, attributes }) => {
        await seed({ email: 'there@example.org', firstName: 'Eva', lastName: 'Alt' });
        const contacts: Contact[] = [
          ada,
          { id: 'eva', email: 'there@example.org', firstName: 'Eva', lastName: 'Neu' },
        ];
        const before = await rows();
        const planned = await sync(contacts, { dryRun: true, onNameMismatch: 'UPDATE' });
        expect(await rows()).toEqual(before);
        expect(planned[1]?.changes).toContainEqual({
          attribute: attributes.lastName,
          before: 'Alt',
          after: 'Neu',
          written: true,
          reason: 'CHANGED',
        });
        expect(planned[1]?.changes.find(({ attribute }) => attribute === attributes.city)?.reason).toBe(
          'NO_VALUE',
        );

        const done = await sync(contacts, { onNameMismatch: 'UPDATE' });
        const told = ({ outcome, reason, changedAttributes }: (typeof done)[number]) => ({
          outcome,
          reason,
          changedAttributes: [...changedAttributes].sort(),
        });
        expect(planned.map(told)).toEqual(done.map(told));
        expect(done.map(({ outcome }) => outcome)).toEqual(['CREATED', 'UPDATED']);
      }));
  });
}
