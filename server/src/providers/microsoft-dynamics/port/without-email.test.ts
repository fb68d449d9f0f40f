import type { Contact } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { memoryDirectory } from '../../../../test/provider-contract/memory-directory.ts';
import { manyContacts, openDynamicsFixture, seedOne, syncOptions } from '../testing/dynamics-fixture.ts';

const ada: Contact = { id: 'ada', email: 'us@example.org', firstName: 'Ada', lastName: 'Berg' };
const otto: Contact = { id: 'otto', email: 'us@example.org', firstName: 'Otto', lastName: 'Berg' };
const withoutEmail: Contact = { ...ada, email: null };
const malformed: Contact = { ...ada, email: 'not an e-mail' };

describe('without a usable e-mail', () => {
  test('a linked contact is updated all the same, with one find and one write', async () => {
    await using fixture = await openDynamicsFixture();
    const [created] = await fixture.sync([ada]);
    fixture.emulator.clearRequests();
    const [outcome] = await fixture.sync([{ ...withoutEmail, phone: '1' }]);
    expect(outcome).toMatchObject({
      outcome: 'UPDATED',
      crmContactId: created?.crmContactId,
      changedAttributes: ['telephone1'],
    });
    expect(fixture.rows()).toMatchObject([{ emailaddress1: ada.email, telephone1: '1' }]);
    expect(fixture.requests()).toEqual({ batches: 1 + 1, others: 0 });
  });

  test.each([
    ['UPDATE_IF_CHANGED', 'INVALID_EMAIL', null],
    ['UPDATE_IF_EMPTY', 'UPDATED', '1'],
    ['SKIP', 'UPDATED', '1'],
  ] as const)(
    'a malformed e-mail of a linked contact matters only where it would be written: %s',
    async (strategy, ending, telephone1) => {
      await using fixture = await openDynamicsFixture();
      await fixture.sync([ada]);
      const mapping = { ...fixture.mapping, emailaddress1: { field: 'email', strategy } };
      const [outcome] = await fixture.sync([{ ...malformed, phone: '1' }], {
        mapping,
        onRefusedValue: 'FAIL',
      });
      expect(outcome?.reason ?? outcome?.outcome).toBe(ending);
      expect(fixture.rows()).toMatchObject([{ emailaddress1: ada.email, telephone1 }]);
    },
  );

  test('an external id finds its row', async () => {
    await using fixture = await openDynamicsFixture();
    const externalId = seedOne(fixture, { emailaddress1: ada.email, lastname: 'Berg' });
    const [outcome] = await fixture.sync([{ ...withoutEmail, externalId }]);
    expect(outcome).toMatchObject({ outcome: 'UPDATED', crmContactId: externalId });
  });

  test('the own row comes before the external id', async () => {
    await using fixture = await openDynamicsFixture();
    const [created] = await fixture.sync([ada]);
    const externalId = seedOne(fixture, { lastname: 'Berg' });
    const forgotten = syncOptions(memoryDirectory());
    const [outcome] = await fixture.port.createOrUpdateContacts([{ ...withoutEmail, externalId }], forgotten);
    expect(outcome).toMatchObject({ outcome: 'UNCHANGED', crmContactId: created?.crmContactId });
  });

  test.each([undefined, '11111111-1111-4111-8111-111111111111'])(
    'a contact that nothing else identifies is not created, external id %s',
    async (externalId) => {
      await using fixture = await openDynamicsFixture();
      await fixture.sync([otto], { dryRun: true });
      fixture.emulator.clearRequests();
      const outcomes = await fixture.sync([
        { ...withoutEmail, externalId },
        { ...malformed, id: 'malformed', externalId },
      ]);
      expect(outcomes).toMatchObject([
        { outcome: 'SKIPPED', reason: 'NO_EMAIL' },
        { outcome: 'FAILED', reason: 'INVALID_EMAIL', error: { params: { field: 'email' } } },
      ]);
      expect(fixture.emulator.contactCount()).toBe(0);
      expect(fixture.requests()).toEqual({ batches: externalId === undefined ? 0 : 1, others: 0 });
    },
  );

  test.each([
    ['REPORT', 'DELETED_IN_CRM'],
    ['RECREATE', 'NO_EMAIL'],
  ] as const)('a contact whose row was deleted is not created again: %s', async (onDeletedInCrm, reason) => {
    await using fixture = await openDynamicsFixture();
    const [created] = await fixture.sync([ada]);
    fixture.emulator.deleteContact(created?.crmContactId ?? '');
    fixture.emulator.clearRequests();
    const [outcome] = await fixture.sync([withoutEmail], { onDeletedInCrm });
    expect(outcome).toMatchObject({ outcome: 'SKIPPED', reason });
    expect(fixture.emulator.contactCount()).toBe(0);
    expect(fixture.requests()).toEqual({ batches: 1, others: 0 });
  });

  test('any number of such contacts does not wait for each other', async () => {
    await using fixture = await openDynamicsFixture();
    const people = manyContacts(20);
    await fixture.sync(people);
    fixture.emulator.clearRequests();
    const outcomes = await fixture.sync(people.map((person) => ({ ...person, email: '', phone: '1' })));
    expect(outcomes.every(({ outcome }) => outcome === 'UPDATED')).toBe(true);
    expect(fixture.requests().batches).toBeLessThanOrEqual(3);
  });
});
