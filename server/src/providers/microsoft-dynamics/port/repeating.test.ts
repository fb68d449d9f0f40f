import type { Contact } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { manyContacts, openDynamicsFixture } from '../testing/dynamics-fixture.ts';
import { stoppedBy } from '../testing/stopped-by.ts';

const ada: Contact = { id: 'ada', email: 'ada@example.org', firstName: 'Ada', lastName: 'Berg' };

describe('a lost answer', () => {
  test.each([
    ['the connection breaks after the commit', { type: 'drop', when: 'afterCommit' }],
    ['the answer is truncated', { type: 'truncate', afterBytes: 700 }],
    ['a gateway answers in its place', { type: 'respond', status: 502, body: '<html>Bad Gateway</html>' }],
    ['plain JSON comes in its place', { type: 'respond', status: 200, body: {} }],
  ] as const)('%s: each contact exists once and is reported as created', async (_title, action) => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.addFaults({ match: { body: 'PATCH|POST ' }, action });
    const outcomes = await fixture.sync(manyContacts(20));
    expect(outcomes.every(({ outcome }) => outcome === 'CREATED')).toBe(true);
    expect(outcomes.every(({ changedAttributes }) => changedAttributes.length === 3)).toBe(true);
    expect(fixture.emulator.contactCount()).toBe(20);
  });

  test('to an update is reported as an update, which happened once', async () => {
    await using fixture = await openDynamicsFixture();
    const contacts = manyContacts(20);
    await fixture.sync(contacts);
    fixture.emulator.clearLedger();
    fixture.emulator.addFaults({
      match: { body: 'PATCH|POST ' },
      action: { type: 'drop', when: 'afterCommit' },
    });
    const outcomes = await fixture.sync(contacts.map((contact) => ({ ...contact, lastName: 'Neu' })));
    expect(outcomes.every(({ outcome }) => outcome === 'UPDATED')).toBe(true);
    expect(outcomes.every(({ changedAttributes }) => changedAttributes.join() === 'lastname')).toBe(true);
    expect(fixture.emulator.ledger()).toHaveLength(20);
  });

  test('within a batch loses no contact', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.addFaults({
      part: { method: 'POST' },
      after: 7,
      action: { type: 'drop', when: 'afterCommit' },
    });
    const outcomes = await fixture.sync(manyContacts(20));
    expect(outcomes.every(({ outcome }) => outcome === 'CREATED')).toBe(true);
    expect(fixture.emulator.contactCount()).toBe(20);
  });
});

test('single creates are sent by POST with their own id, so that a repeated one is refused and read', async () => {
  await using fixture = await openDynamicsFixture();
  fixture.emulator.addFaults({ part: { method: 'POST' }, action: { type: 'drop', when: 'afterCommit' } });
  const [outcome] = await fixture.sync(manyContacts(1));
  expect(outcome).toMatchObject({ outcome: 'CREATED' });
  const writes = fixture.emulator
    .requests()
    .flatMap(({ parts }) => parts.filter(({ kind }) => kind === 'write'));
  expect(writes.map(({ method, status }) => [method, status])).toEqual([
    ['POST', expect.anything()],
    ['POST', 412],
  ]);
  expect(fixture.rows()).toMatchObject([{ contactid: outcome?.crmContactId }]);
});

describe('a CRM user edits the row at the same time', () => {
  test('the change is merged again, and the user’s change is kept', async () => {
    await using fixture = await openDynamicsFixture();
    const [created] = await fixture.sync([ada]);
    const id = created?.crmContactId ?? '';
    fixture.beforeWrites(1, () => fixture.emulator.editContact(id, { jobtitle: 'theirs' }));
    const [outcome] = await fixture.sync([{ ...ada, lastName: 'Tal' }]);
    expect(outcome).toMatchObject({ outcome: 'UPDATED', changedAttributes: ['lastname'] });
    expect(fixture.emulator.contact(id)).toMatchObject({ lastname: 'Tal', jobtitle: 'theirs' });
  });

  test('and has written the same value: nothing is left to do', async () => {
    await using fixture = await openDynamicsFixture();
    const [created] = await fixture.sync([ada]);
    const id = created?.crmContactId ?? '';
    fixture.beforeWrites(1, () => fixture.emulator.editContact(id, { lastname: 'Tal' }));
    const [outcome] = await fixture.sync([{ ...ada, lastName: 'Tal' }]);
    expect(outcome).toMatchObject({ outcome: 'UNCHANGED', crmContactId: id });
  });

  test('after two more merges the user’s edits win, and only this contact fails', async () => {
    await using fixture = await openDynamicsFixture();
    const [created] = await fixture.sync([ada]);
    const id = created?.crmContactId ?? '';
    let edits = 0;
    fixture.beforeWrites(1_000, () => {
      edits += 1;
      fixture.emulator.editContact(id, { jobtitle: `edit ${edits}` });
    });
    const [outcome] = await fixture.sync([{ ...ada, lastName: 'Tal' }]);
    expect(outcome).toMatchObject({ outcome: 'FAILED', reason: 'EDIT_CONFLICT', crmContactId: id });
    expect(edits).toBe(3);
    expect(fixture.emulator.contact(id)).toMatchObject({ lastname: 'Berg' });
  });

  test('and deletes it: the contact is reported as deleted', async () => {
    await using fixture = await openDynamicsFixture();
    const [created] = await fixture.sync([ada]);
    const id = created?.crmContactId ?? '';
    fixture.beforeWrites(1, () => fixture.emulator.deleteContact(id));
    const [outcome] = await fixture.sync([{ ...ada, lastName: 'Tal' }]);
    expect(outcome).toMatchObject({ outcome: 'SKIPPED', reason: 'DELETED_IN_CRM', crmContactId: id });
    expect(fixture.emulator.contactCount()).toBe(0);
  });

  test('and deletes a row that was found by e-mail: a new one is created', async () => {
    await using fixture = await openDynamicsFixture();
    const { ids } = fixture.emulator.seed({ rows: [{ emailaddress1: 'ada@example.org', lastname: 'Alt' }] });
    fixture.beforeWrites(1, () => fixture.emulator.deleteContact(ids[0] ?? ''));
    const [outcome] = await fixture.sync([ada], { onNameMismatch: 'UPDATE' });
    expect(outcome).toMatchObject({ outcome: 'CREATED' });
    expect(fixture.emulator.contactCount()).toBe(1);
  });
});

test('a row without an etag is a malformed answer, and is not overwritten', async () => {
  await using fixture = await openDynamicsFixture();
  const { ids } = fixture.emulator.seed({ rows: [{ emailaddress1: ada.email, lastname: 'Alt' }] });
  const row = { contactid: ids[0], emailaddress1: ada.email, lastname: 'Alt', statecode: 0 };
  fixture.emulator.addFaults({
    part: { method: 'GET', url: 'ada%40example' },
    action: { type: 'respond', status: 200, body: { value: [row] } },
  });
  expect(await stoppedBy(fixture.sync([ada]))).toMatchObject({
    code: 'ANSWER_MALFORMED',
    category: 'transient',
    retryable: true,
    resolved: [],
  });
  expect(fixture.emulator.ledger()).toEqual([]);
  expect(await fixture.sync([ada], { onNameMismatch: 'UPDATE' })).toMatchObject([
    { outcome: 'UPDATED', crmContactId: ids[0] },
  ]);
});
