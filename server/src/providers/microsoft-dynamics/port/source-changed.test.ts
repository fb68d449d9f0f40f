import type { Contact } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { type DynamicsFixture, openDynamicsFixture, seedOne } from '../testing/dynamics-fixture.ts';

const ada: Contact = {
  id: 'ada',
  email: 'ada@example.org',
  firstName: 'Ada',
  lastName: 'Berg',
  phone: '0341 555 01',
  address: { city: 'Leipzig' },
};
const OPTIONS = { strategy: 'UPDATE_IF_SOURCE_CHANGED' } as const;

describe('what only GoodFunds changes', () => {
  test('is written, and what only the CRM changes stays', async () => {
    await using fixture = await openDynamicsFixture();
    const id = await create(fixture);
    fixture.emulator.editContact(id, { address1_city: 'Halle' });
    const [outcome] = await fixture.sync([{ ...ada, phone: '0341 555 02' }], OPTIONS);
    expect(outcome).toMatchObject({ outcome: 'UPDATED', changedAttributes: ['telephone1'] });
    expect(fixture.emulator.contact(id)).toMatchObject({
      telephone1: '0341 555 02',
      address1_city: 'Halle',
    });
  });

  test('is written although the CRM was edited before the last sync', async () => {
    await using fixture = await openDynamicsFixture();
    const id = await create(fixture);
    fixture.emulator.editContact(id, { address1_city: 'Halle' });
    await fixture.sync([ada], OPTIONS);
    const moved = { ...ada, address: { city: 'Dresden' } };
    expect(await reasonsOf(fixture, moved)).toMatchObject({ address1_city: 'CHANGED' });
    await fixture.sync([moved], OPTIONS);
    expect(fixture.emulator.contact(id)).toMatchObject({ address1_city: 'Dresden' });
  });
});

test('what was cleared in the CRM stays cleared until GoodFunds changes it', async () => {
  await using fixture = await openDynamicsFixture();
  const id = await create(fixture);
  fixture.emulator.editContact(id, { telephone1: null });
  expect(await fixture.sync([ada], OPTIONS)).toMatchObject([{ outcome: 'UNCHANGED' }]);
  expect(await reasonsOf(fixture, ada)).toMatchObject({ telephone1: 'KEPT_CRM_EDIT' });
  await fixture.sync([{ ...ada, phone: '0341 555 02' }], OPTIONS);
  expect(fixture.emulator.contact(id)).toMatchObject({ telephone1: '0341 555 02' });
});

test('the first meeting fills what is blank, and keeps and lists what differs', async () => {
  await using fixture = await openDynamicsFixture();
  const row = {
    emailaddress1: 'ada@example.org',
    firstname: 'Ada',
    lastname: 'Berg',
    address1_city: 'Halle',
  };
  const id = seedOne(fixture, row);
  expect(await reasonsOf(fixture, ada)).toMatchObject({
    address1_city: 'KEPT_CRM_EDIT',
    telephone1: 'EMPTY_IN_CRM',
    lastname: 'EQUAL',
  });
  await fixture.sync([ada], OPTIONS);
  expect(fixture.emulator.contact(id)).toMatchObject({
    address1_city: 'Halle',
    telephone1: '0341 555 01',
  });
});

describe.each([
  ['GOODFUNDS', 'CONFLICT_OVERWRITTEN', 'Dresden'],
  ['CRM', 'CONFLICT_KEPT', 'Halle'],
] as const)('if both sides have changed an attribute and %s is to count', (onEditConflict, reason, city) => {
  test(`the reason is ${reason} and the CRM has ${city}`, async () => {
    await using fixture = await openDynamicsFixture();
    const id = await create(fixture);
    fixture.emulator.editContact(id, { address1_city: 'Halle' });
    const moved = { ...ada, address: { city: 'Dresden' } };
    expect(await reasonsOf(fixture, moved, { onEditConflict })).toMatchObject({ address1_city: reason });
    await fixture.sync([moved], { ...OPTIONS, onEditConflict });
    await fixture.sync([moved], { ...OPTIONS, onEditConflict });
    expect(fixture.emulator.contact(id)).toMatchObject({ address1_city: city });
  });
});

describe('a CRM that normalises what is written', () => {
  test('is written once, and again when GoodFunds changes, whoever is to count', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.setNormalisation({ telephone1: 'PHONE', lastname: 'UPPER_CASE' });
    const id = await create(fixture);
    fixture.emulator.clearLedger();
    for (let run = 0; run < 3; run += 1) await fixture.sync([ada], OPTIONS);
    expect(fixture.emulator.ledger()).toEqual([]);
    const changed = { ...ada, phone: '0341 555 02' };
    for (let run = 0; run < 3; run += 1) {
      await fixture.sync([changed], { ...OPTIONS, onEditConflict: 'CRM' });
    }
    expect(fixture.emulator.ledger()).toMatchObject([{ columns: ['telephone1'] }]);
    expect(fixture.emulator.contact(id)).toMatchObject({ telephone1: '+4934155502', lastname: 'BERG' });
  });

  test('is no edit, even if GoodFunds changes before the next sync', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.setNormalisation({ telephone1: 'PHONE' });
    const id = await create(fixture);
    await fixture.sync([{ ...ada, phone: '0341 555 02' }], { ...OPTIONS, onEditConflict: 'CRM' });
    expect(fixture.emulator.contact(id)).toMatchObject({ telephone1: '+4934155502' });
  });
});

test('a contact whose creation was not stored gets what GoodFunds has changed since then', async () => {
  await using fixture = await openDynamicsFixture();
  const id = await create(fixture);
  fixture.directory.unlink(await fixture.port.getEnvironmentId(), ada.id);
  await fixture.sync([{ ...ada, phone: '0341 555 02' }], OPTIONS);
  expect(fixture.emulator.contact(id)).toMatchObject({ telephone1: '0341 555 02' });
});

test('a CRM contact into which the linked one was merged is met for the first time', async () => {
  await using fixture = await openDynamicsFixture();
  const subordinateId = await create(fixture);
  const masterId = seedOne(fixture, { emailaddress1: ada.email, lastname: 'Berg', address1_city: 'Halle' });
  fixture.emulator.mergeContacts({ subordinateId, masterId });
  await fixture.sync([ada], OPTIONS);
  expect(fixture.emulator.contact(masterId)).toMatchObject({
    address1_city: 'Halle',
    telephone1: '0341 555 01',
  });
});

test('an attribute under another strategy is remembered as well', async () => {
  await using fixture = await openDynamicsFixture();
  const id = await create(fixture);
  fixture.emulator.editContact(id, { address1_city: 'Halle' });
  await fixture.sync([ada], { strategy: 'SKIP' });
  await fixture.sync([ada], OPTIONS);
  expect(fixture.emulator.contact(id)).toMatchObject({ address1_city: 'Halle' });
  await fixture.sync([{ ...ada, address: { city: 'Dresden' } }], { ...OPTIONS, onEditConflict: 'CRM' });
  expect(fixture.emulator.contact(id)).toMatchObject({ address1_city: 'Dresden' });
});

test('an e-mail that another contact has is written once it is free', async () => {
  await using fixture = await openDynamicsFixture();
  const id = await create(fixture);
  const other = seedOne(fixture, { emailaddress1: 'new@example.org', lastname: 'Tal' });
  const moved = { ...ada, email: 'new@example.org' };
  await fixture.sync([moved], OPTIONS);
  expect(fixture.emulator.contact(id)).toMatchObject({ emailaddress1: ada.email });
  fixture.emulator.deleteContact(other);
  await fixture.sync([moved], OPTIONS);
  expect(fixture.emulator.contact(id)).toMatchObject({ emailaddress1: 'new@example.org' });
});

test('what is remembered contains no value', async () => {
  await using fixture = await openDynamicsFixture();
  const [created] = await fixture.sync([ada], OPTIONS);
  expect(created?.memory).toMatch(/^[\w.-]{120}$/);
  const [planned] = await fixture.sync([ada], { ...OPTIONS, dryRun: true });
  expect(planned).not.toHaveProperty('memory');
});

async function create(fixture: DynamicsFixture): Promise<string> {
  const [created] = await fixture.sync([ada], OPTIONS);
  return created?.crmContactId ?? '';
}

/** Of a dry run, by attribute. */
async function reasonsOf(
  fixture: DynamicsFixture,
  contact: Contact,
  options: Parameters<DynamicsFixture['sync']>[1] = {},
): Promise<Record<string, string>> {
  const [planned] = await fixture.sync([contact], { ...OPTIONS, ...options, dryRun: true });
  return Object.fromEntries((planned?.changes ?? []).map(({ attribute, reason }) => [attribute, reason]));
}
