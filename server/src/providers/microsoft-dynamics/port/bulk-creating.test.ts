import { describe, expect, test } from 'vitest';
import { derivedId } from '../contacts/link-index.ts';
import { type DynamicsFixture, manyContacts, openDynamicsFixture } from '../testing/dynamics-fixture.ts';
import { stoppedBy } from '../testing/stopped-by.ts';

const bulkRequests = (fixture: DynamicsFixture) =>
  fixture.emulator.requests().filter(({ url }) => url.endsWith('CreateMultiple'));

const writesInBatches = (fixture: DynamicsFixture) =>
  fixture.emulator.requests().flatMap(({ parts }) => parts.filter(({ kind }) => kind === 'write'));

const isCreated = ({ outcome }: { outcome: string }): boolean => outcome === 'CREATED';

/** Each row exists once, under its derived id, is reported as created, and a second call has nothing to do. */
async function expectAllCreated(fixture: DynamicsFixture, count: number, outcomes: { outcome: string }[]) {
  expect(outcomes).toHaveLength(count);
  expect(outcomes.every(isCreated)).toBe(true);
  const ids = manyContacts(count).map(({ id: contactId }) =>
    derivedId({ accountId: 7, environmentId: fixture.emulator.organizationId, contactId }),
  );
  expect(new Set(fixture.rows().map((row) => row['contactid']))).toEqual(new Set(ids));
  expect(fixture.emulator.ledger()).toHaveLength(count);
  const again = await fixture.sync(manyContacts(count));
  expect(again.every(({ outcome }) => outcome === 'UNCHANGED')).toBe(true);
}

test('many contacts are created in one request, under their derived ids', async () => {
  await using fixture = await openDynamicsFixture();
  const outcomes = await fixture.sync(manyContacts(100));
  expect(bulkRequests(fixture).length).toBeGreaterThan(0);
  expect(writesInBatches(fixture)).toEqual([]);
  await expectAllCreated(fixture, 100, outcomes);
});

test('a few contacts are created in a batch', async () => {
  await using fixture = await openDynamicsFixture();
  await fixture.sync(manyContacts(9));
  expect(bulkRequests(fixture)).toEqual([]);
  expect(writesInBatches(fixture)).toHaveLength(9);
});

describe('a bulk request whose answer was lost', () => {
  test.each([
    [
      'after it was carried out is looked up, without a request per contact',
      { type: 'drop', when: 'afterCommit' },
    ],
    ['before it was carried out is sent again', { type: 'drop', when: 'beforeCommit' }],
    ['halfway is looked up', { type: 'truncate', afterBytes: 200 }],
    ['because a gateway failed is sent again', { type: 'respond', status: 502, body: '<html></html>' }],
    ['because another body came is looked up', { type: 'respond', status: 200, body: {} }],
  ] as const)('%s', async (_title, action) => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.addFaults({ match: { url: 'CreateMultiple' }, times: 3, action });
    // They are created in four requests.
    const outcomes = await fixture.sync(manyContacts(1_000));
    expect(outcomes.every(({ changedAttributes }) => changedAttributes.length === 3)).toBe(true);
    expect(writesInBatches(fixture)).toEqual([]);
    await expectAllCreated(fixture, 1_000, outcomes);
  });

  test('every time is finally sent as a batch', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.addFaults({
      match: { url: 'CreateMultiple' },
      times: null,
      action: { type: 'drop', when: 'beforeCommit' },
    });
    const outcomes = await fixture.sync(manyContacts(60));
    expect(writesInBatches(fixture)).toHaveLength(60);
    await expectAllCreated(fixture, 60, outcomes);
  });
});

test('a throttled bulk request is sent again unchanged, and not before Retry-After is over', async () => {
  await using fixture = await openDynamicsFixture();
  fixture.emulator.addFaults({
    match: { url: 'CreateMultiple' },
    times: 2,
    action: { type: 'throttle', limit: 'time', retryAfter: 7 },
  });
  const outcomes = await fixture.sync(manyContacts(100));
  expect(fixture.waits.reduce((sum, waitMs) => sum + waitMs, 0)).toBeGreaterThan(6_900);
  expect(writesInBatches(fixture)).toEqual([]);
  await expectAllCreated(fixture, 100, outcomes);
});

test('a long throttle stops the call, and nothing is sent as a batch meanwhile', async () => {
  await using fixture = await openDynamicsFixture();
  fixture.emulator.addFaults({
    match: { url: 'CreateMultiple' },
    times: null,
    action: { type: 'throttle', limit: 'time', retryAfter: 300 },
  });
  const error = await stoppedBy(fixture.sync(manyContacts(100)));
  expect(error).toMatchObject({ code: 'THROTTLED', resolved: [] });
  expect(writesInBatches(fixture)).toEqual([]);
});

describe('one bad row makes a whole bulk request fail', () => {
  test('but only that row fails, and only a few rows are sent one by one', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.defineAlternateKey({ schemaName: 'new_phone', columns: ['telephone1'] });
    fixture.emulator.seed({ rows: [{ emailaddress1: 'x@example.org', telephone1: '110' }] });
    const outcomes = await fixture.sync(
      manyContacts(400, (index) => (index === 257 ? { phone: '110' } : {})),
    );
    expect(outcomes[257]).toMatchObject({ outcome: 'FAILED', reason: 'ALTERNATE_KEY_VIOLATED' });
    expect(outcomes.filter(isCreated)).toHaveLength(399);
    expect(fixture.emulator.contactCount()).toBe(400);
    expect(writesInBatches(fixture).length).toBeLessThanOrEqual(15);
  });

  test('and where many are bad, CreateMultiple is paused for a while', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.addFaults({
      match: { url: 'CreateMultiple' },
      times: null,
      action: { type: 'respond', status: 400, body: { error: { code: '0x80040265', message: 'No.' } } },
    });
    const other = (index: number) => ({ id: `d-${index}`, email: `d${index}@example.org` });
    for (let call = 0; call < 4; call += 1) {
      await fixture.sync(manyContacts(200, (index) => other(call * 200 + index)));
    }
    fixture.emulator.clearRequests();
    await fixture.sync(manyContacts(200, (index) => other(800 + index)));
    expect(bulkRequests(fixture)).toEqual([]);
    fixture.passTime(5 * 60_000);
    await fixture.sync(manyContacts(200, (index) => other(1_000 + index)));
    expect(bulkRequests(fixture).length).toBeGreaterThan(0);
    expect(fixture.emulator.contactCount()).toBe(1_200);
  });
});

test('rows that exist already are looked up and updated, and only the others are created', async () => {
  await using fixture = await openDynamicsFixture();
  const contacts = manyContacts(100);
  const theirs = contacts.slice(0, 10).map(({ id: contactId }) => ({
    contactid: derivedId({ accountId: 7, environmentId: fixture.emulator.organizationId, contactId }),
    emailaddress1: `moved-${contactId}@example.org`,
    lastname: 'Old',
  }));
  fixture.emulator.seed({ rows: theirs });
  const outcomes = await fixture.sync(contacts);
  expect(outcomes.slice(0, 10).every(({ outcome }) => outcome === 'UPDATED')).toBe(true);
  expect(outcomes.slice(10).every(isCreated)).toBe(true);
  expect(fixture.emulator.contactCount()).toBe(100);
  // The ten that exist, and the few that shared a request with them.
  expect(writesInBatches(fixture).length).toBeLessThanOrEqual(20);
});

test('rows under other ids than the given ones stop the call', async () => {
  await using fixture = await openDynamicsFixture();
  const strange = { Ids: [crypto.randomUUID()] };
  fixture.emulator.addFaults({
    match: { url: 'CreateMultiple' },
    action: { type: 'respond', status: 200, body: strange },
  });
  expect(await stoppedBy(fixture.sync(manyContacts(100)))).toMatchObject({ code: 'ANSWER_MALFORMED' });
});
