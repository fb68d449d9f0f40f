import type { Contact } from '@goodfunds/shared';
import { describe, expect, it } from 'vitest';
import { withFixture } from './fixture.ts';
import type { MakeHarness } from './harness.ts';

const address = 'ada@example.org';
const ada: Contact = {
  id: 'ada',
  email: address,
  firstName: 'Ada',
  lastName: 'Berg',
  address: { city: 'Köln' },
};

export function describeMatching(makeHarness: MakeHarness): void {
  describe('matching contacts', () => {
    it('matches e-mails without case but with accents', () =>
      withFixture(makeHarness, async ({ seed, sync, rows }) => {
        const id = await seed({ email: 'ADA@example.org', lastName: 'Berg' });
        await seed({ email: 'rene@example.org', lastName: 'Plain' });
        const outcomes = await sync([ada, { id: 'rené', email: 'rené@example.org', lastName: 'Accent' }]);
        expect(outcomes[0]).toMatchObject({ outcome: 'UPDATED', crmContactId: id });
        expect(outcomes[1]).toMatchObject({ outcome: 'CREATED' });
        expect(await rows()).toHaveLength(3);
      }));

    it('follows the link after the e-mail has changed', () =>
      withFixture(makeHarness, async ({ syncOne, onlyRow, attributes }) => {
        const { crmContactId } = await syncOne(ada);
        const outcome = await syncOne({ ...ada, email: 'new@example.org' });
        expect(outcome).toMatchObject({
          outcome: 'UPDATED',
          crmContactId,
          changedAttributes: [attributes.email],
        });
        expect((await onlyRow()).values).toMatchObject({ [attributes.email]: 'new@example.org' });
      }));

    it('reports a deleted CRM contact, or recreates it if so configured', () =>
      withFixture(makeHarness, async ({ syncOne, remove, rows }) => {
        const { crmContactId } = await syncOne(ada);
        await remove(crmContactId ?? '');
        const reported = await syncOne(ada);
        expect(reported).toMatchObject({ outcome: 'SKIPPED', reason: 'DELETED_IN_CRM' });
        expect(await rows()).toEqual([]);
        expect((await syncOne(ada, { onDeletedInCrm: 'RECREATE' })).outcome).toBe('CREATED');
        expect(await rows()).toHaveLength(1);
      }));

    it('does not update an inactive CRM contact and prefers an active one', () =>
      withFixture(makeHarness, async ({ seed, syncOne, rows }) => {
        await seed({ email: address, active: false });
        expect(await syncOne(ada)).toMatchObject({ outcome: 'SKIPPED', reason: 'INACTIVE_MATCH' });
        expect(await rows()).toHaveLength(1);
        const active = await seed({ email: address });
        expect(await syncOne(ada)).toMatchObject({ outcome: 'UPDATED', crmContactId: active });
      }));

    it('chooses the one of several whose name agrees', () =>
      withFixture(makeHarness, async ({ seed, syncOne }) => {
        await seed({ email: address, firstName: 'Otto', lastName: 'Berg' });
        const id = await seed({ email: address, firstName: 'ada', lastName: 'BERG' });
        expect(await syncOne(ada)).toMatchObject({ outcome: 'UPDATED', crmContactId: id });
      }));

    it('recognises a name in another spelling', () =>
      withFixture(makeHarness, async ({ seed, syncOne }) => {
        await seed({ email: address, firstName: 'Otto', lastName: 'Müller' });
        const id = await seed({ email: address, firstName: 'Mueller', lastName: 'Hans Peter' });
        const contact = { ...ada, firstName: 'Dr. Hans-Peter', lastName: 'Müller' };
        expect(await syncOne(contact)).toMatchObject({ outcome: 'UPDATED', crmContactId: id });
      }));

    it('reports a match with another name, or creates or updates one if so configured', () =>
      withFixture(makeHarness, async ({ seed, syncOne, rows }) => {
        const otherId = await seed({ email: address, firstName: 'Maria', lastName: 'Berg' });
        const before = await rows();
        expect(await syncOne(ada)).toMatchObject({
          outcome: 'SKIPPED',
          reason: 'NAME_MISMATCH',
          candidates: [otherId],
        });
        expect(await rows()).toEqual(before);
        const planned = await syncOne(ada, { onNameMismatch: 'UPDATE', dryRun: true });
        expect(planned).toMatchObject({ outcome: 'UPDATED', crmContactId: otherId });
        const created = await syncOne(ada, { onNameMismatch: 'CREATE' });
        expect(created.outcome).toBe('CREATED');
        expect(await rows()).toEqual(expect.arrayContaining(before));
        expect(await syncOne(ada)).toMatchObject({
          outcome: 'UNCHANGED',
          crmContactId: created.crmContactId,
        });
      }));

    it('updates a match that it cannot compare by name', () =>
      withFixture(makeHarness, async ({ seed, syncOne }) => {
        const id = await seed({ email: address, firstName: 'Ada', lastName: 'Berg' });
        expect(await syncOne({ ...ada, firstName: null, lastName: null })).toMatchObject({
          outcome: 'UPDATED',
          crmContactId: id,
        });
      }));

    it('reports the ids of several equal matches and writes nothing', () =>
      withFixture(makeHarness, async ({ seed, syncOne, rows }) => {
        const ids = [await seed({ email: address }), await seed({ email: address })];
        const before = await rows();
        const outcome = await syncOne(ada);
        expect(outcome).toMatchObject({ outcome: 'SKIPPED', reason: 'AMBIGUOUS_MATCH' });
        expect([...outcome.candidates].sort()).toEqual(ids.sort());
        expect(await rows()).toEqual(before);
      }));

    it('chooses the oldest or most recently modified one if so configured', () =>
      withFixture(makeHarness, async ({ seed, syncOne }) => {
        const recent = { createdOn: '2023-01-01T00:00:00Z', modifiedOn: '2024-06-01T00:00:00Z' };
        const old = { createdOn: '2020-01-01T00:00:00Z', modifiedOn: '2021-01-01T00:00:00Z' };
        const recentId = await seed({ email: address, ...recent });
        const oldId = await seed({ email: address, ...old });
        const choose = async (onAmbiguousMatch: 'OLDEST' | 'MOST_RECENTLY_MODIFIED') =>
          (await syncOne(ada, { onAmbiguousMatch, dryRun: true })).crmContactId;
        expect(await choose('OLDEST')).toBe(oldId);
        expect(await choose('MOST_RECENTLY_MODIFIED')).toBe(recentId);
      }));

    it('does not let people with the same e-mail overwrite each other', () =>
      withFixture(makeHarness, async ({ syncOne, onlyRow, attributes }) => {
        await syncOne(ada);
        const outcome = await syncOne({ ...ada, id: 'otto', firstName: 'Otto' });
        expect(outcome).toMatchObject({ outcome: 'SKIPPED', reason: 'SHARED_EMAIL' });
        expect((await onlyRow()).values).toMatchObject({ [attributes.firstName]: 'Ada' });
      }));

    it('does not let them overwrite each other in one call', () =>
      withFixture(makeHarness, async ({ sync, onlyRow, attributes }) => {
        const outcomes = await sync([ada, { ...ada, id: 'otto', firstName: 'Otto' }]);
        expect(outcomes.map(({ outcome, reason }) => [outcome, reason])).toEqual([
          ['CREATED', null],
          ['SKIPPED', 'SHARED_EMAIL'],
        ]);
        expect((await onlyRow()).values).toMatchObject({ [attributes.firstName]: 'Ada' });
      }));

    it('gives each of them a CRM contact if so configured', () =>
      withFixture(makeHarness, async ({ sync, rows }) => {
        const both = [ada, { ...ada, id: 'otto', firstName: 'Otto' }];
        const outcomes = await sync(both, { onNameMismatch: 'CREATE' });
        expect(outcomes.map(({ outcome }) => outcome)).toEqual(['CREATED', 'CREATED']);
        expect(await rows()).toHaveLength(2);
        expect((await sync(both)).map(({ outcome }) => outcome)).toEqual(['UNCHANGED', 'UNCHANGED']);
      }));

    it('links two GoodFunds contacts of the same person to one CRM contact', () =>
      withFixture(makeHarness, async ({ syncOne, onlyRow }) => {
        const { crmContactId } = await syncOne(ada);
        expect(await syncOne({ ...ada, id: 'ada-again' })).toMatchObject({
          outcome: 'UNCHANGED',
          crmContactId,
        });
        expect((await onlyRow()).id).toBe(crmContactId);
      }));
  });

  describe('a decision that a contact gets a new CRM contact', () => {
    it('leaves the candidates alone, now and later', () =>
      withFixture(makeHarness, async ({ seed, syncOne, decideNew, rows }) => {
        const candidates = [await seed({ email: address }), await seed({ email: address })];
        expect(await syncOne(ada)).toMatchObject({ outcome: 'SKIPPED', reason: 'AMBIGUOUS_MATCH' });
        await decideNew(ada.id, candidates);
        const created = await syncOne(ada);
        expect(created.outcome).toBe('CREATED');
        expect(await syncOne({ ...ada, firstName: 'Adele' })).toMatchObject({
          outcome: 'UPDATED',
          crmContactId: created.crmContactId,
        });
        const before = (await rows()).filter(({ id }) => candidates.includes(id));
        expect(before.map(({ values }) => Object.values(values).filter(Boolean))).toEqual([
          [address],
          [address],
        ]);
      }));

    it('creates one although it has no e-mail, or its CRM contact was deleted', () =>
      withFixture(makeHarness, async ({ syncOne, decideNew, remove, rows }) => {
        const nameOnly = { ...ada, email: null };
        await decideNew(ada.id, []);
        const created = await syncOne(nameOnly);
        expect(created.outcome).toBe('CREATED');
        await remove(created.crmContactId ?? '');
        expect(await syncOne(nameOnly)).toMatchObject({ outcome: 'CREATED' });
        expect(await rows()).toHaveLength(1);
      }));

    it('creates another one than the row that was created for it before', () =>
      withFixture(makeHarness, async ({ syncOne, decideNew, rows }) => {
        const first = await syncOne(ada);
        await decideNew(ada.id, [first.crmContactId ?? '']);
        const second = await syncOne(ada);
        expect(second.outcome).toBe('CREATED');
        expect(new Set((await rows()).map(({ id }) => id))).toEqual(
          new Set([first.crmContactId, second.crmContactId]),
        );
      }));

    it('creates it once, even if the link to it was not stored', () =>
      withFixture(makeHarness, async ({ seed, syncOne, decideNew, unlink, rows }) => {
        await decideNew(ada.id, [await seed({ email: address, active: false })]);
        const { crmContactId } = await syncOne(ada);
        await unlink(ada.id);
        expect((await syncOne(ada)).crmContactId).toBe(crmContactId);
        expect(await rows()).toHaveLength(2);
      }));
  });
}
