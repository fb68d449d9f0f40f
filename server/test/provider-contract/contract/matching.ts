import type { Contact } from '@goodfunds/shared';
import { describe, expect, it } from 'vitest';
import type { MakeHarness } from './harness.ts';
import { onStage } from './stage.ts';

const address = 'ada@example.org';
const ada: Contact = {
  id: 'ada',
  email: address,
  firstName: 'Ada',
  lastName: 'Berg',
  address: { city: 'Köln' },
};

export function describeMatching(makeHarness: MakeHarness): void {
  describe('finding out who a contact is in the CRM', () => {
    it('goes by the e-mail without regard to case, and takes over nobody with another accent', () =>
      onStage(makeHarness, async ({ seed, sync, rows }) => {
        const id = await seed({ email: 'ADA@example.org', lastName: 'Berg' });
        await seed({ email: 'rene@example.org', lastName: 'Plain' });
        const outcomes = await sync([ada, { id: 'rené', email: 'rené@example.org', lastName: 'Accent' }]);
        expect(outcomes[0]).toMatchObject({ outcome: 'UPDATED', crmContactId: id });
        expect(outcomes[1]).toMatchObject({ outcome: 'CREATED' });
        expect(await rows()).toHaveLength(3);
      }));

    it('follows the link where the e-mail has changed', () =>
      onStage(makeHarness, async ({ syncOne, onlyRow, attributes }) => {
        const { crmContactId } = await syncOne(ada);
        const outcome = await syncOne({ ...ada, email: 'new@example.org' });
        expect(outcome).toMatchObject({
          outcome: 'UPDATED',
          crmContactId,
          changedAttributes: [attributes.email],
        });
        expect((await onlyRow()).values).toMatchObject({ [attributes.email]: 'new@example.org' });
      }));

    it('reports a CRM contact that was deleted, or creates it again if told to', () =>
      onStage(makeHarness, async ({ syncOne, remove, rows }) => {
        const { crmContactId } = await syncOne(ada);
        await remove(crmContactId ?? '');
        const reported = await syncOne(ada);
        expect(reported).toMatchObject({ outcome: 'SKIPPED', reason: 'DELETED_IN_CRM' });
        expect(await rows()).toEqual([]);
        expect((await syncOne(ada, { onDeletedInCrm: 'RECREATE' })).outcome).toBe('CREATED');
        expect(await rows()).toHaveLength(1);
      }));

    it('leaves an inactive CRM contact alone, and prefers an active one', () =>
      onStage(makeHarness, async ({ seed, syncOne, rows }) => {
        await seed({ email: address, active: false });
        expect(await syncOne(ada)).toMatchObject({ outcome: 'SKIPPED', reason: 'INACTIVE_MATCH' });
        expect(await rows()).toHaveLength(1);
        const active = await seed({ email: address });
        expect(await syncOne(ada)).toMatchObject({ outcome: 'UPDATED', crmContactId: active });
      }));

    it('takes the one of several whose name agrees', () =>
      onStage(makeHarness, async ({ seed, syncOne }) => {
        await seed({ email: address, firstName: 'Otto', lastName: 'Berg' });
        const id = await seed({ email: address, firstName: 'ada', lastName: 'BERG' });
        expect(await syncOne(ada)).toMatchObject({ outcome: 'UPDATED', crmContactId: id });
      }));

    it('reports several that cannot be told apart, with their ids, and writes nothing', () =>
      onStage(makeHarness, async ({ seed, syncOne, rows }) => {
        const ids = [await seed({ email: address }), await seed({ email: address })];
        const before = await rows();
        const outcome = await syncOne(ada);
        expect(outcome).toMatchObject({ outcome: 'SKIPPED', reason: 'AMBIGUOUS_MATCH' });
        expect([...outcome.candidates].sort()).toEqual(ids.sort());
        expect(await rows()).toEqual(before);
      }));

    it('takes the oldest or the most recently modified of them if told to', () =>
      onStage(makeHarness, async ({ seed, syncOne }) => {
        const recent = { createdOn: '2023-01-01T00:00:00Z', modifiedOn: '2024-06-01T00:00:00Z' };
        const old = { createdOn: '2020-01-01T00:00:00Z', modifiedOn: '2021-01-01T00:00:00Z' };
        const recentId = await seed({ email: address, ...recent });
        const oldId = await seed({ email: address, ...old });
        const choose = async (onAmbiguousMatch: 'OLDEST' | 'MOST_RECENTLY_MODIFIED') =>
          (await syncOne(ada, { onAmbiguousMatch, dryRun: true })).crmContactId;
        expect(await choose('OLDEST')).toBe(oldId);
        expect(await choose('MOST_RECENTLY_MODIFIED')).toBe(recentId);
      }));

    it('does not let people who share an address overwrite each other', () =>
      onStage(makeHarness, async ({ syncOne, onlyRow, attributes }) => {
        await syncOne(ada);
        const outcome = await syncOne({ ...ada, id: 'otto', firstName: 'Otto' });
        expect(outcome).toMatchObject({ outcome: 'SKIPPED', reason: 'SHARED_EMAIL' });
        expect((await onlyRow()).values).toMatchObject({ [attributes.firstName]: 'Ada' });
      }));

    it('does not let them in one call either', () =>
      onStage(makeHarness, async ({ sync, onlyRow, attributes }) => {
        const outcomes = await sync([ada, { ...ada, id: 'otto', firstName: 'Otto' }]);
        expect(outcomes.map(({ outcome, reason }) => [outcome, reason])).toEqual([
          ['CREATED', null],
          ['SKIPPED', 'SHARED_EMAIL'],
        ]);
        expect((await onlyRow()).values).toMatchObject({ [attributes.firstName]: 'Ada' });
      }));

    it('brings the same person, twice in GoodFunds, to one CRM contact', () =>
      onStage(makeHarness, async ({ syncOne, onlyRow }) => {
        const { crmContactId } = await syncOne(ada);
        expect(await syncOne({ ...ada, id: 'ada-again' })).toMatchObject({
          outcome: 'UNCHANGED',
          crmContactId,
        });
        expect((await onlyRow()).id).toBe(crmContactId);
      }));
  });
}
