import type { Contact } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { openDynamicsFixture, seedOne } from '../testing/dynamics-fixture.ts';

const office = 'info@club.example';
const ada: Contact = { id: 'ada', email: office, firstName: 'Ada', lastName: 'Berg', phone: '1' };

describe('an address that somebody else has in the CRM', () => {
  test('writes nothing and names the match', async () => {
    await using fixture = await openDynamicsFixture();
    const id = seedOne(fixture, { emailaddress1: office, firstname: 'Otto', lastname: 'Tal' });
    fixture.emulator.clearLedger();
    expect(await fixture.sync([ada])).toMatchObject([
      { outcome: 'SKIPPED', reason: 'NAME_MISMATCH', crmContactId: null, candidates: [id] },
    ]);
    expect(fixture.emulator.ledger()).toEqual([]);
  });

  test('gets a second CRM contact under `CREATE`, once', async () => {
    await using fixture = await openDynamicsFixture();
    const id = seedOne(fixture, { emailaddress1: office, firstname: 'Otto', lastname: 'Tal' });
    const options = { onNameMismatch: 'CREATE' } as const;
    const [created] = await fixture.sync([ada], options);
    expect(created).toMatchObject({ outcome: 'CREATED' });
    expect(fixture.emulator.contact(id)).toMatchObject({ firstname: 'Otto', telephone1: null });
    const [again] = await fixture.sync([ada], options);
    expect(again).toMatchObject({ outcome: 'UNCHANGED', crmContactId: created?.crmContactId });
    expect(fixture.emulator.contactCount()).toBe(2);
  });

  test('gives both of a couple a CRM contact under `CREATE`, as its dry run says', async () => {
    await using fixture = await openDynamicsFixture();
    const couple = [ada, { ...ada, id: 'otto', firstName: 'Otto' }];
    const options = { onNameMismatch: 'CREATE' } as const;
    const planned = await fixture.sync(couple, { ...options, dryRun: true });
    const done = await fixture.sync(couple, options);
    for (const outcomes of [planned, done]) {
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['CREATED', 'CREATED']);
    }
    expect(done.map(({ crmContactId }) => crmContactId)).toEqual(planned.map((each) => each.crmContactId));
    expect(fixture.emulator.contactCount()).toBe(2);
  });
});

test('another spelling of the name is no other name', async () => {
  await using fixture = await openDynamicsFixture();
  const id = seedOne(fixture, { emailaddress1: office, firstname: 'Hans Peter', lastname: 'Mueller' });
  const contact = { ...ada, firstName: 'Dr. Hans-Peter', lastName: 'Müller' };
  expect(await fixture.sync([contact])).toMatchObject([{ outcome: 'UPDATED', crmContactId: id }]);
});

test('a linked contact keeps its CRM contact without an e-mail and under a new name', async () => {
  await using fixture = await openDynamicsFixture();
  const [created] = await fixture.sync([ada]);
  const [renamed] = await fixture.sync([{ ...ada, email: null, lastName: 'Tal' }]);
  expect(renamed).toMatchObject({ outcome: 'UPDATED', crmContactId: created?.crmContactId });
  expect(fixture.rows()).toMatchObject([{ emailaddress1: office, lastname: 'Tal' }]);
});
