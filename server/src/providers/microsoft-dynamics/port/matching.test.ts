import type { Contact } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { memoryDirectory } from '../../../../test/provider-contract/memory-directory.ts';
import { derivedId } from '../contacts/link-index.ts';
import { manyContacts, openDynamicsFixture, seedOne, syncOptions } from '../testing/dynamics-fixture.ts';

const ada: Contact = { id: 'ada', email: 'us@example.org', firstName: 'Ada', lastName: 'Berg' };
const otto: Contact = { id: 'otto', email: 'us@example.org', firstName: 'Otto', lastName: 'Berg' };

describe('contacts that share an e-mail, in one call', () => {
  test('the first is created, the second is reported with the reason', async () => {
    await using fixture = await openDynamicsFixture();
    const outcomes = await fixture.sync([ada, otto]);
    expect(outcomes).toMatchObject([
      { contactId: 'ada', outcome: 'CREATED' },
      { contactId: 'otto', outcome: 'SKIPPED', reason: 'SHARED_EMAIL', crmContactId: null },
    ]);
    expect(outcomes[1]?.candidates).toEqual([outcomes[0]?.crmContactId]);
  });

  test('the one whose row exists gets it, in any order', async () => {
    await using fixture = await openDynamicsFixture();
    const adas = seedOne(fixture, { emailaddress1: 'us@example.org', firstname: 'Ada', lastname: 'Berg' });
    const outcomes = await fixture.sync([otto, { ...ada, phone: '1' }]);
    expect(outcomes).toMatchObject([
      { contactId: 'otto', outcome: 'SKIPPED', reason: 'SHARED_EMAIL', candidates: [adas] },
      { contactId: 'ada', outcome: 'UPDATED', crmContactId: adas },
    ]);
    expect(fixture.emulator.contact(adas)).toMatchObject({ firstname: 'Ada' });
  });

  test('the one whose name agrees best comes first', async () => {
    await using fixture = await openDynamicsFixture();
    const adas = seedOne(fixture, { emailaddress1: 'us@example.org', firstname: 'Ada', lastname: 'Berg' });
    const outcomes = await fixture.sync([{ ...ada, id: 'unnamed', firstName: null, phone: '2' }, ada]);
    expect(outcomes).toMatchObject([
      { outcome: 'UPDATED', crmContactId: adas },
      { outcome: 'UNCHANGED', crmContactId: adas },
    ]);
  });

  test('the same person twice becomes one CRM contact', async () => {
    await using fixture = await openDynamicsFixture();
    const outcomes = await fixture.sync([ada, { ...ada, id: 'ada-again', phone: '1' }]);
    expect(outcomes).toMatchObject([
      { outcome: 'CREATED' },
      { outcome: 'UPDATED', changedAttributes: ['telephone1'] },
    ]);
    expect(outcomes[1]?.crmContactId).toBe(outcomes[0]?.crmContactId);
    expect(fixture.emulator.contactCount()).toBe(1);
  });

  test.each([
    ['a hyphen', { firstName: 'Hans-Peter' }, { firstName: 'Hans Peter' }],
    ['an umlaut', { lastName: 'Müller' }, { lastName: 'Mueller' }],
    ['a title', { firstName: 'Dr. Ada' }, { firstName: 'Ada' }],
    ['swapped names', { firstName: 'Berg', lastName: 'Ada' }, {}],
    ['no first name', {}, { firstName: null }],
  ])('the same person twice, once with %s, becomes one CRM contact', async (_, once, again) => {
    await using fixture = await openDynamicsFixture();
    const [first, second] = await fixture.sync([
      { ...ada, ...once },
      { ...ada, id: 'ada-again', ...again },
    ]);
    expect(second).toMatchObject({ reason: null, crmContactId: first?.crmContactId });
    expect(fixture.emulator.contactCount()).toBe(1);
  });

  test('any number of them costs one more find and no row', async () => {
    await using fixture = await openDynamicsFixture();
    const family = manyContacts(200, () => ({ email: 'us@example.org' }));
    const outcomes = await fixture.sync(family);
    expect(outcomes.filter(({ outcome }) => outcome === 'CREATED')).toHaveLength(1);
    expect(outcomes.filter(({ reason }) => reason === 'SHARED_EMAIL')).toHaveLength(199);
    expect(fixture.emulator.contactCount()).toBe(1);
    expect(fixture.requests().batches).toBe(1 + 3);
  });

  test('case and spaces do not make another e-mail', async () => {
    await using fixture = await openDynamicsFixture();
    await fixture.sync([ada, { ...ada, id: 'ada-again', email: '  US@Example.ORG ' }]);
    expect(fixture.emulator.contactCount()).toBe(1);
  });

  test('an e-mail that one contact gives up can be taken by another in the same call', async () => {
    await using fixture = await openDynamicsFixture();
    await fixture.sync([ada]);
    const outcomes = await fixture.sync([otto, { ...ada, email: 'ada@example.org' }]);
    expect(outcomes).toMatchObject([
      { contactId: 'otto', outcome: 'CREATED' },
      { contactId: 'ada', outcome: 'UPDATED' },
    ]);
    expect(fixture.rows().map((row) => row['emailaddress1'])).toEqual(['ada@example.org', 'us@example.org']);
  });
});

describe('a crash between the write and the commit', () => {
  test('leaves a row that still belongs to the contact, among several with the e-mail', async () => {
    await using fixture = await openDynamicsFixture();
    const [created] = await fixture.sync([ada]);
    seedOne(fixture, { emailaddress1: 'us@example.org', firstname: 'Ada', lastname: 'Berg' });
    const forgotten = memoryDirectory();
    forgotten.remember([ada]);
    const [again] = await fixture.port.createOrUpdateContacts([ada], syncOptions(forgotten));
    expect(again).toMatchObject({ outcome: 'UNCHANGED', crmContactId: created?.crmContactId });
  });

  test('leaves a row that no other contact takes over', async () => {
    await using fixture = await openDynamicsFixture();
    await fixture.sync([ada]);
    const forgotten = memoryDirectory();
    forgotten.remember([ada, otto]);
    const [outcome] = await fixture.port.createOrUpdateContacts([otto], syncOptions(forgotten));
    expect(outcome).toMatchObject({ outcome: 'SKIPPED', reason: 'SHARED_EMAIL' });
  });
});

describe('what CRM users do', () => {
  test('a merged row leads to its master, which becomes the link', async () => {
    await using fixture = await openDynamicsFixture();
    const [created] = await fixture.sync([ada]);
    const masterId = seedOne(fixture, { emailaddress1: 'other@example.org', lastname: 'Berg' });
    fixture.emulator.mergeContacts({ subordinateId: created?.crmContactId ?? '', masterId });
    const [outcome] = await fixture.sync([ada]);
    expect(outcome).toMatchObject({ outcome: 'UPDATED', crmContactId: masterId });
    expect(fixture.emulator.contact(masterId)).toMatchObject({
      emailaddress1: 'us@example.org',
      firstname: 'Ada',
    });
  });

  test('five merges are followed, each with one request for all contacts', async () => {
    await using fixture = await openDynamicsFixture();
    const [created] = await fixture.sync([ada]);
    let subordinateId = created?.crmContactId ?? '';
    for (let hop = 1; hop <= 5; hop += 1) {
      const masterId = seedOne(fixture, { emailaddress1: 'us@example.org', lastname: `Master ${hop}` });
      fixture.emulator.mergeContacts({ subordinateId, masterId });
      subordinateId = masterId;
    }
    fixture.emulator.clearRequests();
    const [outcome] = await fixture.sync([ada], { dryRun: true });
    expect(outcome).toMatchObject({ outcome: 'UPDATED', crmContactId: subordinateId });
    expect(fixture.requests()).toEqual({ batches: 6, others: 0 });
  });

  test('a deactivated row is left alone', async () => {
    await using fixture = await openDynamicsFixture();
    const [created] = await fixture.sync([ada]);
    fixture.emulator.deactivateContact(created?.crmContactId ?? '');
    const [outcome] = await fixture.sync([{ ...ada, lastName: 'Tal' }]);
    expect(outcome).toMatchObject({ outcome: 'SKIPPED', reason: 'INACTIVE_MATCH' });
  });

  test('a deleted row is created again under its id if configured, and matched by e-mail first', async () => {
    await using fixture = await openDynamicsFixture();
    const [adas, ottos] = await fixture.sync([ada, { ...otto, email: 'otto@example.org' }]);
    for (const outcome of [adas, ottos]) fixture.emulator.deleteContact(outcome?.crmContactId ?? '');
    const other = seedOne(fixture, { emailaddress1: 'otto@example.org', lastname: 'Berg' });
    const again = await fixture.sync([ada, { ...otto, email: 'otto@example.org' }], {
      onDeletedInCrm: 'RECREATE',
    });
    expect(again).toMatchObject([
      { outcome: 'CREATED', crmContactId: adas?.crmContactId },
      { outcome: 'UPDATED', crmContactId: other },
    ]);
  });

  test('rows beyond the first page of Dataverse are found too', async () => {
    await using fixture = await openDynamicsFixture();
    const others = Array.from({ length: 5_001 }, (_, index) => ({
      emailaddress1: `${index % 50}@example.org`,
      lastname: 'Berg',
    }));
    fixture.emulator.seed({
      rows: [...others, { emailaddress1: 'us@example.org', firstname: 'Ada', lastname: 'Berg' }],
    });
    const family = others.slice(0, 50).map(({ emailaddress1: email }, index) => ({ id: `${index}`, email }));
    const outcomes = await fixture.sync([...family, ada]);
    expect(outcomes.at(-1)).toMatchObject({ outcome: 'UNCHANGED' });
    expect(outcomes.slice(0, -1).every(({ reason }) => reason === 'AMBIGUOUS_MATCH')).toBe(true);
    expect(fixture.emulator.contactCount()).toBe(5_002);
  });
});

test('an external id that is the id of a row finds that row', async () => {
  await using fixture = await openDynamicsFixture();
  const id = seedOne(fixture, { emailaddress1: 'other@example.org', lastname: 'Berg' });
  const outcomes = await fixture.sync([
    { ...ada, externalId: ` ${id.toUpperCase()} ` },
    { ...otto, email: 'otto@example.org', externalId: 'KD-4711' },
  ]);
  expect(outcomes).toMatchObject([{ outcome: 'UPDATED', crmContactId: id }, { outcome: 'CREATED' }]);
});

test('where the CRM ignores accents, two contacts still get a row each', async () => {
  await using fixture = await openDynamicsFixture();
  const plain = seedOne(fixture, { emailaddress1: 'rene@example.org', firstname: 'Rene' });
  const [outcome] = await fixture.sync([{ id: 'r', email: 'rené@example.org', firstName: 'René' }]);
  expect(outcome).toMatchObject({ outcome: 'CREATED' });
  expect(fixture.emulator.contact(plain)).toMatchObject({ firstname: 'Rene' });
});

test('another environment starts without links, and returning to the first finds the old ones', async () => {
  await using fixture = await openDynamicsFixture();
  await using other = await openDynamicsFixture();
  const [here] = await fixture.sync([ada]);
  const elsewhere = await other.port.createOrUpdateContacts([ada], syncOptions(fixture.directory));
  expect(elsewhere[0]).toMatchObject({ outcome: 'CREATED' });
  expect(elsewhere[0]?.crmContactId).not.toBe(here?.crmContactId);
  expect((await fixture.sync([ada]))[0]).toMatchObject({
    outcome: 'UNCHANGED',
    crmContactId: here?.crmContactId,
  });
});

describe('a dry run', () => {
  test('reports for contacts of one call what a real run then does', async () => {
    await using fixture = await openDynamicsFixture();
    seedOne(fixture, { emailaddress1: 'eva@example.org', firstname: 'Eva', lastname: 'Alt' });
    const contacts: Contact[] = [
      ada,
      otto,
      { ...ada, id: 'ada-again', phone: '1' },
      { id: 'eva', email: 'eva@example.org', firstName: 'Eva', lastName: 'Neu' },
      { id: 'eva-again', email: 'eva@example.org', firstName: 'Eva', lastName: 'Neu' },
      { id: 'bad', email: 'bad@example.org', lastName: 'x'.repeat(51) },
    ];
    fixture.emulator.clearLedger();
    const rules = { onNameMismatch: 'UPDATE', onRefusedValue: 'FAIL' } as const;
    const planned = await fixture.sync(contacts, { dryRun: true, ...rules });
    expect(fixture.emulator.ledger()).toEqual([]);
    const done = await fixture.sync(contacts, rules);
    const withoutChanges = (outcomes: typeof done) =>
      outcomes.map(({ changes: _changes, memory: _memory, ...outcome }) => outcome);
    expect(withoutChanges(planned)).toEqual(withoutChanges(done));
    expect(done.map(({ outcome, reason }) => reason ?? outcome)).toEqual([
      'CREATED',
      'SHARED_EMAIL',
      'UPDATED',
      'UPDATED',
      'UNCHANGED',
      'VALUE_TOO_LONG',
    ]);
  });

  test('lists each mapped attribute, refused ones too; a real run does not', async () => {
    await using fixture = await openDynamicsFixture();
    const bad = { ...ada, firstName: 'x'.repeat(51) };
    const [planned] = await fixture.sync([bad], { dryRun: true, onRefusedValue: 'FAIL' });
    expect(planned).toMatchObject({ outcome: 'FAILED', reason: 'VALUE_TOO_LONG', changedAttributes: [] });
    expect(planned?.changes.map(({ attribute, reason, written }) => [attribute, reason, written])).toEqual([
      ['emailaddress1', 'NEW_CONTACT', false],
      ['firstname', 'REFUSED', false],
      ['lastname', 'NEW_CONTACT', false],
      ['telephone1', 'NO_VALUE', false],
      ['address1_city', 'NO_VALUE', false],
    ]);
    expect((await fixture.sync([ada]))[0]?.changes).toEqual([]);
  });

  test('names the id that a new contact will have', async () => {
    await using fixture = await openDynamicsFixture();
    const [planned] = await fixture.sync([ada], { dryRun: true });
    expect(planned?.crmContactId).toBe(
      derivedId({ accountId: 7, environmentId: fixture.emulator.organizationId, contactId: 'ada' }),
    );
  });
});
