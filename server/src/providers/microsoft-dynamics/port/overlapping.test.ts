import type { FaultRuleInput } from '@goodfunds/dataverse-emulator';
import { expect, test } from 'vitest';
import { manyContacts, openDynamicsFixture } from '../testing/dynamics-fixture.ts';

const HELD_MS = 77_777;

/** Holds requests until they are released. */
function holdRequests() {
  const held: (() => void)[] = [];
  let most = 0;
  const delay = async (durationMs: number): Promise<void> => {
    if (durationMs !== HELD_MS) return;
    await new Promise<void>((release) => {
      held.push(release);
      most = Math.max(most, held.length);
    });
  };
  return { runtime: { delay }, held, most: () => most, releaseOne: () => held.shift()?.() };
}

const hold = (match: FaultRuleInput['match']): FaultRuleInput => {
  return { match, times: null, action: { type: 'delay', delayMs: HELD_MS } };
};

const other = (index: number) => ({ id: `d-${index}`, email: `other${index}@example.org` });

test('two calls together have as many writes in flight as the server recommends', async () => {
  const gate = holdRequests();
  await using fixture = await openDynamicsFixture({ runtime: gate.runtime });
  fixture.emulator.setProtection({ parallelismHint: 3 });
  await fixture.port.getAvailableContactFields();
  fixture.emulator.addFaults(hold({ body: 'PATCH|POST |Targets' }));
  const calls = Promise.all([fixture.sync(manyContacts(600)), fixture.sync(manyContacts(600, other))]);
  let isDone = false;
  void calls.then(() => {
    isDone = true;
  });
  await expect.poll(() => gate.held.length).toBe(3);
  await expect
    .poll(
      () => {
        gate.releaseOne();
        return isDone;
      },
      { timeout: 20_000, interval: 5 },
    )
    .toBe(true);
  expect(gate.most()).toBe(3);
  expect((await calls).flat().every(({ outcome }) => outcome === 'CREATED')).toBe(true);
});

test('the next call finds while the writes of the one before are in flight', async () => {
  const gate = holdRequests();
  await using fixture = await openDynamicsFixture({ runtime: gate.runtime });
  await fixture.port.getAvailableContactFields();
  fixture.emulator.addFaults(hold({ body: 'PATCH|POST |Targets' }));
  const first = fixture.sync(manyContacts(400));
  await expect.poll(() => gate.held.length).toBe(2);
  fixture.emulator.clearRequests();
  const second = fixture.sync(manyContacts(400, other));
  const finds = () =>
    fixture.emulator.requests().filter(({ parts, status }) => parts.length > 0 && status === 200);
  await expect.poll(() => finds().length).toBe(1);
  await expect.poll(() => gate.held.length).toBe(4);
  fixture.emulator.clearFaults();
  while (gate.held.length > 0) gate.releaseOne();
  expect((await Promise.all([first, second])).flat()).toHaveLength(800);
});

test('a contact whose CRM contact has an unfinished write waits until that is done', async () => {
  await using fixture = await openDynamicsFixture();
  fixture.emulator.setProtection({ parallelismHint: 6 });
  const seeded = fixture.emulator.seed({ rows: [{ emailaddress1: 'old@example.org', lastname: 'Berg' }] });
  const contacts = manyContacts(600, (index) => {
    if (index === 0) return { externalId: seeded.ids[0] ?? '' };
    return index === 599 ? { email: 'old@example.org' } : {};
  });
  const outcomes = await fixture.sync(contacts);
  // The first one changes the row's e-mail, so that the last one finds no row with it.
  expect(outcomes[0]).toMatchObject({ outcome: 'UPDATED', crmContactId: seeded.ids[0] });
  expect(outcomes[599]).toMatchObject({ outcome: 'CREATED' });
  const writes = fixture.emulator
    .requests()
    .flatMap(({ parts }) => parts.filter(({ kind }) => kind === 'write'));
  expect(writes.map(({ status }) => status)).toEqual([204, 204]);
});
