import type { FaultRuleInput } from '@goodfunds/dataverse-emulator';
import { expect, test } from 'vitest';
import { manyContacts, openDynamicsStage } from '../testing/dynamics-stage.ts';

const HELD_MS = 77_777;

/** Requests that are held until they are let go, with the number of those held at the moment. */
function floodgate() {
  const held: (() => void)[] = [];
  let most = 0;
  const delay = async (durationMs: number): Promise<void> => {
    if (durationMs !== HELD_MS) return;
    await new Promise<void>((letGo) => {
      held.push(letGo);
      most = Math.max(most, held.length);
    });
  };
  return { runtime: { delay }, held, most: () => most, letOneGo: () => held.shift()?.() };
}

const hold = (match: FaultRuleInput['match']): FaultRuleInput => {
  return { match, times: null, action: { type: 'delay', delayMs: HELD_MS } };
};

const other = (index: number) => ({ id: `d-${index}`, email: `other${index}@example.org` });

test('two calls together have no more writes under way than the server recommends, and use that', async () => {
  const gate = floodgate();
  await using stage = await openDynamicsStage({ runtime: gate.runtime });
  stage.emulator.setProtection({ parallelismHint: 3 });
  await stage.port.getAvailableContactFields();
  stage.emulator.addFaults(hold({ body: 'PATCH|Targets' }));
  const calls = Promise.all([stage.sync(manyContacts(300)), stage.sync(manyContacts(300, other))]);
  let isDone = false;
  void calls.then(() => {
    isDone = true;
  });
  await expect.poll(() => gate.held.length).toBe(3);
  await expect
    .poll(
      () => {
        gate.letOneGo();
        return isDone;
      },
      { timeout: 20_000, interval: 5 },
    )
    .toBe(true);
  expect(gate.most()).toBe(3);
  expect((await calls).flat().every(({ outcome }) => outcome === 'CREATED')).toBe(true);
});

test('the next call finds while the writes of the one before are still under way', async () => {
  const gate = floodgate();
  await using stage = await openDynamicsStage({ runtime: gate.runtime });
  await stage.port.getAvailableContactFields();
  stage.emulator.addFaults(hold({ body: 'PATCH|Targets' }));
  const first = stage.sync(manyContacts(400));
  await expect.poll(() => gate.held.length).toBe(2);
  stage.emulator.clearRequests();
  const second = stage.sync(manyContacts(400, other));
  const finds = () =>
    stage.emulator.requests().filter(({ parts, status }) => parts.length > 0 && status === 200);
  await expect.poll(() => finds().length).toBe(1);
  await expect.poll(() => gate.held.length).toBe(4);
  stage.emulator.clearFaults();
  while (gate.held.length > 0) gate.letOneGo();
  expect((await Promise.all([first, second])).flat()).toHaveLength(800);
});

test('a contact whose CRM contact has an unfinished write waits until that is done', async () => {
  await using stage = await openDynamicsStage();
  stage.emulator.setProtection({ parallelismHint: 6 });
  const seeded = stage.emulator.seed({ rows: [{ emailaddress1: 'old@example.org', lastname: 'Berg' }] });
  const contacts = manyContacts(600, (index) => {
    if (index === 0) return { externalId: seeded.ids[0] ?? '' };
    return index === 599 ? { email: 'old@example.org' } : {};
  });
  const outcomes = await stage.sync(contacts);
  // The first one takes the e-mail with it, so that the last one finds nobody under it any more.
  expect(outcomes[0]).toMatchObject({ outcome: 'UPDATED', crmContactId: seeded.ids[0] });
  expect(outcomes[599]).toMatchObject({ outcome: 'CREATED' });
  const writes = stage.emulator
    .requests()
    .flatMap(({ parts }) => parts.filter(({ kind }) => kind === 'write'));
  expect(writes.map(({ status }) => status)).toEqual([204, 204]);
});
