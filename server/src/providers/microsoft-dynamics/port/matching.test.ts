import type { Contact } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { memoryDirectory } from '../../../../test/provider-contract/memory-directory.ts';
import { derivedId } from '../contacts/link-index.ts';
import {
  type DynamicsStage,
  manyContacts,
  openDynamicsStage,
  syncOptions,
} from '../testing/dynamics-stage.ts';

const ada: Contact = { id: 'ada', email: 'us@example.org', firstName: 'Ada', lastName: 'Berg' };
const otto: Contact = { id: 'otto', email: 'us@example.org', firstName: 'Otto', lastName: 'Berg' };

function seedOne(stage: DynamicsStage, row: Record<string, unknown>): string {
  return stage.emulator.seed({ rows: [row] }).ids[0] ?? '';
}

describe('people who share an e-mail, in one call', () => {
  test('the first is created, the second is told why it is not', async () => {
    await using stage = await openDynamicsStage();
    const outcomes = await stage.sync([ada, otto]);
    expect(outcomes).toMatchObject([
      { contactId: 'ada', outcome: 'CREATED' },
      { contactId: 'otto', outcome: 'SKIPPED', reason: 'SHARED_EMAIL', crmContactId: null },
    ]);
    expect(outcomes[1]?.candidates).toEqual([outcomes[0]?.crmContactId]);
  });

  test('the one whose row is there already gets it, whoever comes first', async () => {
    await using stage = await openDynamicsStage();
    const adas = seedOne(stage, { emailaddress1: 'us@example.org', firstname: 'Ada', lastname: 'Berg' });
    const outcomes = await stage.sync([otto, { ...ada, phone: '1' }]);
    expect(outcomes).toMatchObject([
      { contactId: 'otto', outcome: 'SKIPPED', reason: 'SHARED_EMAIL', candidates: [adas] },
      { contactId: 'ada', outcome: 'UPDATED', crmContactId: adas },
    ]);
    expect(stage.emulator.contact(adas)).toMatchObject({ firstname: 'Ada' });
  });

  test('the same person twice becomes one CRM contact', async () => {
    await using stage = await openDynamicsStage();
    const outcomes = await stage.sync([ada, { ...ada, id: 'ada-again', phone: '1' }]);
    expect(outcomes).toMatchObject([
      { outcome: 'CREATED' },
      { outcome: 'UPDATED', changedAttributes: ['telephone1'] },
    ]);
    expect(outcomes[1]?.crmContactId).toBe(outcomes[0]?.crmContactId);
    expect(stage.emulator.contactCount()).toBe(1);
  });

  test('however many they are, they cost one more search and no row', async () => {
    await using stage = await openDynamicsStage();
    const family = manyContacts(200, () => ({ email: 'us@example.org' }));
    const outcomes = await stage.sync(family);
    expect(outcomes.filter(({ outcome }) => outcome === 'CREATED')).toHaveLength(1);
    expect(outcomes.filter(({ reason }) => reason === 'SHARED_EMAIL')).toHaveLength(199);
    expect(stage.emulator.contactCount()).toBe(1);
    expect(stage.requests().batches).toBe(1 + 3);
  });

  test('case and blanks make no other e-mail', async () => {
    await using stage = await openDynamicsStage();
    await stage.sync([ada, { ...ada, id: 'ada-again', email: '  US@Example.ORG ' }]);
    expect(stage.emulator.contactCount()).toBe(1);
  });

  test('whoever gives an e-mail up makes room for the next one in the same call', async () => {
    await using stage = await openDynamicsStage();
    await stage.sync([ada]);
    const outcomes = await stage.sync([otto, { ...ada, email: 'ada@example.org' }]);
    expect(outcomes).toMatchObject([
      { contactId: 'otto', outcome: 'CREATED' },
      { contactId: 'ada', outcome: 'UPDATED' },
    ]);
    expect(stage.rows().map((row) => row['emailaddress1'])).toEqual(['ada@example.org', 'us@example.org']);
  });
});

describe('a crash between the write and the commit', () => {
  test('leaves a row that is still the contact’s own, among several with the e-mail', async () => {
    await using stage = await openDynamicsStage();
    const [created] = await stage.sync([ada]);
    seedOne(stage, { emailaddress1: 'us@example.org', firstname: 'Ada', lastname: 'Berg' });
    const forgotten = memoryDirectory();
    forgotten.remember([ada]);
    const [again] = await stage.port.createOrUpdateContacts([ada], syncOptions(forgotten));
    expect(again).toMatchObject({ outcome: 'UNCHANGED', crmContactId: created?.crmContactId });
  });

  test('leaves a row that nobody else takes over', async () => {
    await using stage = await openDynamicsStage();
    await stage.sync([ada]);
    const forgotten = memoryDirectory();
    forgotten.remember([ada, otto]);
    const [outcome] = await stage.port.createOrUpdateContacts([otto], syncOptions(forgotten));
    expect(outcome).toMatchObject({ outcome: 'SKIPPED', reason: 'SHARED_EMAIL' });
  });
});

describe('what staff do in the CRM', () => {
  test('a merged contact leads to its master, which is the link from then on', async () => {
    await using stage = await openDynamicsStage();
    const [created] = await stage.sync([ada]);
    const masterId = seedOne(stage, { emailaddress1: 'other@example.org', lastname: 'Berg' });
    stage.emulator.mergeContacts({ subordinateId: created?.crmContactId ?? '', masterId });
    const [outcome] = await stage.sync([ada]);
    expect(outcome).toMatchObject({ outcome: 'UPDATED', crmContactId: masterId });
    expect(stage.emulator.contact(masterId)).toMatchObject({
      emailaddress1: 'us@example.org',
      firstname: 'Ada',
    });
  });

  test('five merges are followed, each hop in one request for all', async () => {
    await using stage = await openDynamicsStage();
    const [created] = await stage.sync([ada]);
    let subordinateId = created?.crmContactId ?? '';
    for (let hop = 1; hop <= 5; hop += 1) {
      const masterId = seedOne(stage, { lastname: `Master ${hop}` });
      stage.emulator.mergeContacts({ subordinateId, masterId });
      subordinateId = masterId;
    }
    stage.emulator.clearRequests();
    const [outcome] = await stage.sync([ada], { dryRun: true });
    expect(outcome).toMatchObject({ outcome: 'UPDATED', crmContactId: subordinateId });
    expect(stage.requests()).toEqual({ batches: 6, others: 0 });
  });

  test('a deactivated one is left alone', async () => {
    await using stage = await openDynamicsStage();
    const [created] = await stage.sync([ada]);
    stage.emulator.deactivateContact(created?.crmContactId ?? '');
    const [outcome] = await stage.sync([{ ...ada, lastName: 'Tal' }]);
    expect(outcome).toMatchObject({ outcome: 'SKIPPED', reason: 'INACTIVE_MATCH' });
  });

  test('a deleted one is created again under its own id if told to, and matched by e-mail first', async () => {
    await using stage = await openDynamicsStage();
    const [adas, ottos] = await stage.sync([ada, { ...otto, email: 'otto@example.org' }]);
    for (const outcome of [adas, ottos]) stage.emulator.deleteContact(outcome?.crmContactId ?? '');
    const other = seedOne(stage, { emailaddress1: 'otto@example.org', lastname: 'Berg' });
    const again = await stage.sync([ada, { ...otto, email: 'otto@example.org' }], {
      onDeletedInCrm: 'RECREATE',
    });
    expect(again).toMatchObject([
      { outcome: 'CREATED', crmContactId: adas?.crmContactId },
      { outcome: 'UPDATED', crmContactId: other },
    ]);
  });

  test('rows beyond one page are seen too', async () => {
    await using stage = await openDynamicsStage();
    const rows = Array.from({ length: 5_001 }, () => ({ emailaddress1: 'us@example.org', lastname: 'Berg' }));
    stage.emulator.seed({
      rows: [...rows, { emailaddress1: 'us@example.org', firstname: 'Ada', lastname: 'Berg' }],
    });
    const [outcome] = await stage.sync([ada]);
    expect(outcome).toMatchObject({ outcome: 'UNCHANGED' });
  });
});

test('an external id that is a row’s id finds it', async () => {
  await using stage = await openDynamicsStage();
  const id = seedOne(stage, { emailaddress1: 'other@example.org', lastname: 'Berg' });
  const outcomes = await stage.sync([
    { ...ada, externalId: ` ${id.toUpperCase()} ` },
    { ...otto, email: 'otto@example.org', externalId: 'KD-4711' },
  ]);
  expect(outcomes).toMatchObject([{ outcome: 'UPDATED', crmContactId: id }, { outcome: 'CREATED' }]);
});

test('where the CRM takes one accent for another, both people have their own row', async () => {
  await using stage = await openDynamicsStage();
  const plain = seedOne(stage, { emailaddress1: 'rene@example.org', firstname: 'Rene' });
  const [outcome] = await stage.sync([{ id: 'r', email: 'rené@example.org', firstName: 'René' }]);
  expect(outcome).toMatchObject({ outcome: 'CREATED' });
  expect(stage.emulator.contact(plain)).toMatchObject({ firstname: 'Rene' });
});

test('another environment starts afresh, and coming back finds the old links', async () => {
  await using stage = await openDynamicsStage();
  await using other = await openDynamicsStage();
  const [here] = await stage.sync([ada]);
  const elsewhere = await other.port.createOrUpdateContacts([ada], syncOptions(stage.directory));
  expect(elsewhere[0]).toMatchObject({ outcome: 'CREATED' });
  expect(elsewhere[0]?.crmContactId).not.toBe(here?.crmContactId);
  expect((await stage.sync([ada]))[0]).toMatchObject({
    outcome: 'UNCHANGED',
    crmContactId: here?.crmContactId,
  });
});

describe('a dry run', () => {
  test('tells of people in one call what a real run then does', async () => {
    await using stage = await openDynamicsStage();
    seedOne(stage, { emailaddress1: 'eva@example.org', firstname: 'Eva', lastname: 'Alt' });
    const contacts: Contact[] = [
      ada,
      otto,
      { ...ada, id: 'ada-again', phone: '1' },
      { id: 'eva', email: 'eva@example.org', firstName: 'Eva', lastName: 'Neu' },
      { id: 'eva-again', email: 'eva@example.org', firstName: 'Eva', lastName: 'Neu' },
      { id: 'bad', email: 'bad@example.org', lastName: 'x'.repeat(51) },
    ];
    stage.emulator.clearLedger();
    const planned = await stage.sync(contacts, { dryRun: true });
    expect(stage.emulator.ledger()).toEqual([]);
    const done = await stage.sync(contacts);
    const told = (outcomes: typeof done) => outcomes.map(({ changes: _changes, ...outcome }) => outcome);
    expect(told(planned)).toEqual(told(done));
    expect(done.map(({ outcome, reason }) => reason ?? outcome)).toEqual([
      'CREATED',
      'SHARED_EMAIL',
      'UPDATED',
      'UPDATED',
      'UNCHANGED',
      'VALUE_TOO_LONG',
    ]);
  });

  test('shows each mapped attribute, refused ones too; a real run does not', async () => {
    await using stage = await openDynamicsStage();
    const bad = { ...ada, firstName: 'x'.repeat(51) };
    const [planned] = await stage.sync([bad], { dryRun: true });
    expect(planned).toMatchObject({ outcome: 'FAILED', reason: 'VALUE_TOO_LONG', changedAttributes: [] });
    expect(planned?.changes.map(({ attribute, reason, written }) => [attribute, reason, written])).toEqual([
      ['emailaddress1', 'NEW_CONTACT', false],
      ['firstname', 'REFUSED', false],
      ['lastname', 'NEW_CONTACT', false],
      ['telephone1', 'NO_VALUE', false],
      ['address1_city', 'NO_VALUE', false],
    ]);
    expect((await stage.sync([ada]))[0]?.changes).toEqual([]);
  });

  test('names the id that a new contact will have', async () => {
    await using stage = await openDynamicsStage();
    const [planned] = await stage.sync([ada], { dryRun: true });
    expect(planned?.crmContactId).toBe(
      derivedId({ accountId: 7, environmentId: stage.emulator.organizationId, contactId: 'ada' }),
    );
  });
});
