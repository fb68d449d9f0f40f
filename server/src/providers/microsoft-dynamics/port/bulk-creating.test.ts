import { describe, expect, test } from 'vitest';
import { derivedId } from '../contacts/link-index.ts';
import { type DynamicsStage, manyContacts, openDynamicsStage } from '../testing/dynamics-stage.ts';
import { stoppedBy } from '../testing/stopped-by.ts';

const bulkRequests = (stage: DynamicsStage) =>
  stage.emulator.requests().filter(({ url }) => url.endsWith('CreateMultiple'));

const writesInBatches = (stage: DynamicsStage) =>
  stage.emulator.requests().flatMap(({ parts }) => parts.filter(({ kind }) => kind === 'write'));

const isCreated = ({ outcome }: { outcome: string }): boolean => outcome === 'CREATED';

/** Everybody there once, under their own id, told as created, and nothing left to do. */
async function expectAllCreated(stage: DynamicsStage, count: number, outcomes: { outcome: string }[]) {
  expect(outcomes).toHaveLength(count);
  expect(outcomes.every(isCreated)).toBe(true);
  const ids = manyContacts(count).map(({ id: contactId }) =>
    derivedId({ accountId: 7, environmentId: stage.emulator.organizationId, contactId }),
  );
  expect(new Set(stage.rows().map((row) => row['contactid']))).toEqual(new Set(ids));
  expect(stage.emulator.ledger()).toHaveLength(count);
  const again = await stage.sync(manyContacts(count));
  expect(again.every(({ outcome }) => outcome === 'UNCHANGED')).toBe(true);
}

test('many are created together, under the ids that are derived for them', async () => {
  await using stage = await openDynamicsStage();
  const outcomes = await stage.sync(manyContacts(100));
  expect(bulkRequests(stage).length).toBeGreaterThan(0);
  expect(writesInBatches(stage)).toEqual([]);
  await expectAllCreated(stage, 100, outcomes);
});

test('a few are not worth it', async () => {
  await using stage = await openDynamicsStage();
  await stage.sync(manyContacts(9));
  expect(bulkRequests(stage)).toEqual([]);
  expect(writesInBatches(stage)).toHaveLength(9);
});

describe('a request whose answer got lost', () => {
  test.each([
    ['is looked up, and nobody is tried one by one', { type: 'drop', when: 'afterCommit' }],
    ['because it never arrived is sent again', { type: 'drop', when: 'beforeCommit' }],
    ['in the middle is looked up', { type: 'truncate', afterBytes: 200 }],
    ['behind a gateway is sent again', { type: 'respond', status: 502, body: '<html></html>' }],
    ['because something else came is looked up', { type: 'respond', status: 200, body: {} }],
  ] as const)('%s', async (_title, action) => {
    await using stage = await openDynamicsStage();
    stage.emulator.addFaults({ match: { url: 'CreateMultiple' }, times: 3, action });
    // They are created in four requests.
    const outcomes = await stage.sync(manyContacts(1_000));
    expect(outcomes.every(({ changedAttributes }) => changedAttributes.length === 3)).toBe(true);
    expect(writesInBatches(stage)).toEqual([]);
    await expectAllCreated(stage, 1_000, outcomes);
  });

  test('again and again is sent one by one in the end', async () => {
    await using stage = await openDynamicsStage();
    stage.emulator.addFaults({
      match: { url: 'CreateMultiple' },
      times: null,
      action: { type: 'drop', when: 'beforeCommit' },
    });
    const outcomes = await stage.sync(manyContacts(60));
    expect(writesInBatches(stage)).toHaveLength(60);
    await expectAllCreated(stage, 60, outcomes);
  });
});

test('a throttled request is sent again as it is, and not before its time', async () => {
  await using stage = await openDynamicsStage();
  stage.emulator.addFaults({
    match: { url: 'CreateMultiple' },
    times: 2,
    action: { type: 'throttle', limit: 'time', retryAfter: 7 },
  });
  const outcomes = await stage.sync(manyContacts(100));
  expect(stage.waits.reduce((sum, waitMs) => sum + waitMs, 0)).toBeGreaterThan(6_900);
  expect(writesInBatches(stage)).toEqual([]);
  await expectAllCreated(stage, 100, outcomes);
});

test('a throttle that is long parks the work, and nobody is sent another way meanwhile', async () => {
  await using stage = await openDynamicsStage();
  stage.emulator.addFaults({
    match: { url: 'CreateMultiple' },
    times: null,
    action: { type: 'throttle', limit: 'time', retryAfter: 300 },
  });
  const error = await stoppedBy(stage.sync(manyContacts(100)));
  expect(error).toMatchObject({ code: 'THROTTLED', settled: [] });
  expect(writesInBatches(stage)).toEqual([]);
});

describe('one bad row refuses all of a request', () => {
  test('and fails alone in the end, while only few are sent one by one', async () => {
    await using stage = await openDynamicsStage();
    stage.emulator.defineAlternateKey({ schemaName: 'new_phone', columns: ['telephone1'] });
    stage.emulator.seed({ rows: [{ emailaddress1: 'x@example.org', telephone1: '110' }] });
    const outcomes = await stage.sync(manyContacts(400, (index) => (index === 257 ? { phone: '110' } : {})));
    expect(outcomes[257]).toMatchObject({ outcome: 'FAILED', reason: 'ALTERNATE_KEY_VIOLATED' });
    expect(outcomes.filter(isCreated)).toHaveLength(399);
    expect(stage.emulator.contactCount()).toBe(400);
    expect(writesInBatches(stage).length).toBeLessThanOrEqual(15);
  });

  test('and where many are bad it is given up for a while', async () => {
    await using stage = await openDynamicsStage();
    stage.emulator.addFaults({
      match: { url: 'CreateMultiple' },
      times: null,
      action: { type: 'respond', status: 400, body: { error: { code: '0x80040265', message: 'No.' } } },
    });
    const other = (index: number) => ({ id: `d-${index}`, email: `d${index}@example.org` });
    for (let call = 0; call < 4; call += 1) {
      await stage.sync(manyContacts(200, (index) => other(call * 200 + index)));
    }
    stage.emulator.clearRequests();
    await stage.sync(manyContacts(200, (index) => other(800 + index)));
    expect(bulkRequests(stage)).toEqual([]);
    stage.passTime(5 * 60_000);
    await stage.sync(manyContacts(200, (index) => other(1_000 + index)));
    expect(bulkRequests(stage).length).toBeGreaterThan(0);
    expect(stage.emulator.contactCount()).toBe(1_200);
  });
});

test('rows that are there already are looked up and go on, and only the others are created', async () => {
  await using stage = await openDynamicsStage();
  const contacts = manyContacts(100);
  const theirs = contacts.slice(0, 10).map(({ id: contactId }) => ({
    contactid: derivedId({ accountId: 7, environmentId: stage.emulator.organizationId, contactId }),
    emailaddress1: `moved-${contactId}@example.org`,
    lastname: 'Old',
  }));
  stage.emulator.seed({ rows: theirs });
  const outcomes = await stage.sync(contacts);
  expect(outcomes.slice(0, 10).every(({ outcome }) => outcome === 'UPDATED')).toBe(true);
  expect(outcomes.slice(10).every(isCreated)).toBe(true);
  expect(stage.emulator.contactCount()).toBe(100);
  // The ten that are there, and those few who were in a request with them.
  expect(writesInBatches(stage).length).toBeLessThanOrEqual(20);
});

test('rows under other ids than the given ones stop the work, and the next look finds them', async () => {
  await using stage = await openDynamicsStage();
  const strange = { Ids: [crypto.randomUUID()] };
  stage.emulator.addFaults({
    match: { url: 'CreateMultiple' },
    action: { type: 'respond', status: 200, body: strange },
  });
  expect(await stoppedBy(stage.sync(manyContacts(100)))).toMatchObject({ code: 'ANSWER_MALFORMED' });
});
