import type { Contact } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { manyContacts, openDynamicsStage } from '../testing/dynamics-stage.ts';
import { stoppedBy } from '../testing/stopped-by.ts';

const ada: Contact = { id: 'ada', email: 'ada@example.org', firstName: 'Ada', lastName: 'Berg' };

describe('an answer that got lost', () => {
  test.each([
    ['the connection breaks after everything was done', { type: 'drop', when: 'afterCommit' }],
    ['the answer is cut off in the middle', { type: 'truncate', afterBytes: 700 }],
    ['a gateway answers in its place', { type: 'respond', status: 502, body: '<html>Bad Gateway</html>' }],
    ['plain JSON comes in its place', { type: 'respond', status: 200, body: {} }],
  ] as const)('%s: everybody is there once, and told as created', async (_title, action) => {
    await using stage = await openDynamicsStage();
    stage.emulator.addFaults({ match: { body: 'PATCH' }, action });
    const outcomes = await stage.sync(manyContacts(20));
    expect(outcomes.every(({ outcome }) => outcome === 'CREATED')).toBe(true);
    expect(outcomes.every(({ changedAttributes }) => changedAttributes.length === 3)).toBe(true);
    expect(stage.emulator.contactCount()).toBe(20);
  });

  test('of an update is told as an update, which happened once', async () => {
    await using stage = await openDynamicsStage();
    const contacts = manyContacts(20);
    await stage.sync(contacts);
    stage.emulator.clearLedger();
    stage.emulator.addFaults({ match: { body: 'PATCH' }, action: { type: 'drop', when: 'afterCommit' } });
    const outcomes = await stage.sync(contacts.map((contact) => ({ ...contact, lastName: 'Neu' })));
    expect(outcomes.every(({ outcome }) => outcome === 'UPDATED')).toBe(true);
    expect(outcomes.every(({ changedAttributes }) => changedAttributes.join() === 'lastname')).toBe(true);
    expect(stage.emulator.ledger()).toHaveLength(20);
  });

  test('in the middle of a batch loses nobody', async () => {
    await using stage = await openDynamicsStage();
    stage.emulator.addFaults({
      part: { method: 'PATCH' },
      after: 7,
      action: { type: 'drop', when: 'afterCommit' },
    });
    const outcomes = await stage.sync(manyContacts(20));
    expect(outcomes.every(({ outcome }) => outcome === 'CREATED')).toBe(true);
    expect(stage.emulator.contactCount()).toBe(20);
  });
});

describe('somebody else edits the CRM contact at the same time', () => {
  test('the change is merged again, and theirs is not lost', async () => {
    await using stage = await openDynamicsStage();
    const [created] = await stage.sync([ada]);
    const id = created?.crmContactId ?? '';
    stage.beforeWrites(1, () => stage.emulator.editContact(id, { jobtitle: 'theirs' }));
    const [outcome] = await stage.sync([{ ...ada, lastName: 'Tal' }]);
    expect(outcome).toMatchObject({ outcome: 'UPDATED', changedAttributes: ['lastname'] });
    expect(stage.emulator.contact(id)).toMatchObject({ lastname: 'Tal', jobtitle: 'theirs' });
  });

  test('and has written the same already: there is nothing left to do', async () => {
    await using stage = await openDynamicsStage();
    const [created] = await stage.sync([ada]);
    const id = created?.crmContactId ?? '';
    stage.beforeWrites(1, () => stage.emulator.editContact(id, { lastname: 'Tal' }));
    const [outcome] = await stage.sync([{ ...ada, lastName: 'Tal' }]);
    expect(outcome).toMatchObject({ outcome: 'UNCHANGED', crmContactId: id });
  });

  test('who keeps editing wins after two merges again, and the contact fails alone', async () => {
    await using stage = await openDynamicsStage();
    const [created] = await stage.sync([ada]);
    const id = created?.crmContactId ?? '';
    let edits = 0;
    stage.beforeWrites(1_000, () => {
      edits += 1;
      stage.emulator.editContact(id, { jobtitle: `edit ${edits}` });
    });
    const [outcome] = await stage.sync([{ ...ada, lastName: 'Tal' }]);
    expect(outcome).toMatchObject({ outcome: 'FAILED', reason: 'EDIT_CONFLICT', crmContactId: id });
    expect(edits).toBe(3);
    expect(stage.emulator.contact(id)).toMatchObject({ lastname: 'Berg' });
  });

  test('one who deletes it leaves a deleted contact', async () => {
    await using stage = await openDynamicsStage();
    const [created] = await stage.sync([ada]);
    const id = created?.crmContactId ?? '';
    stage.beforeWrites(1, () => stage.emulator.deleteContact(id));
    const [outcome] = await stage.sync([{ ...ada, lastName: 'Tal' }]);
    expect(outcome).toMatchObject({ outcome: 'SKIPPED', reason: 'DELETED_IN_CRM', crmContactId: id });
    expect(stage.emulator.contactCount()).toBe(0);
  });

  test('one who deletes a row that was found by e-mail makes room for a new one', async () => {
    await using stage = await openDynamicsStage();
    const { ids } = stage.emulator.seed({ rows: [{ emailaddress1: 'ada@example.org', lastname: 'Alt' }] });
    stage.beforeWrites(1, () => stage.emulator.deleteContact(ids[0] ?? ''));
    const [outcome] = await stage.sync([ada]);
    expect(outcome).toMatchObject({ outcome: 'CREATED' });
    expect(stage.emulator.contactCount()).toBe(1);
  });
});

test('a row without an etag is a malformed answer, and nothing is written over it', async () => {
  await using stage = await openDynamicsStage();
  const { ids } = stage.emulator.seed({ rows: [{ emailaddress1: ada.email, lastname: 'Alt' }] });
  const row = { contactid: ids[0], emailaddress1: ada.email, lastname: 'Alt', statecode: 0 };
  stage.emulator.addFaults({
    part: { method: 'GET', url: 'ada%40example' },
    action: { type: 'respond', status: 200, body: { value: [row] } },
  });
  expect(await stoppedBy(stage.sync([ada]))).toMatchObject({
    code: 'ANSWER_MALFORMED',
    category: 'transient',
    retryable: true,
    settled: [],
  });
  expect(stage.emulator.ledger()).toEqual([]);
  expect(await stage.sync([ada])).toMatchObject([{ outcome: 'UPDATED', crmContactId: ids[0] }]);
});
