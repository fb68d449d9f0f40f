import { expect, test } from 'vitest';
import { createLanes, type Lane, type Lanes, type LaneUser } from './request-limiter.ts';

/** Notes who was let in, in order, by the names they asked under. */
function entrance(shared: Lanes) {
  const entered: string[] = [];
  const lanes: Lane[] = [];
  return {
    entered,
    /** As a call that writes, or for finds. */
    ask: (user: LaneUser | 'FIND', name: string) => {
      const asked = user === 'FIND' ? shared.takeForFind() : user.take();
      void asked.then((lane) => {
        entered.push(name);
        lanes.push(lane);
      });
    },
    /** The request that was let in first ends. */
    end: async () => {
      lanes.shift()?.end();
      await settled();
    },
  };
}

async function settled(): Promise<void> {
  for (let turns = 0; turns < 5; turns += 1) await Promise.resolve();
}

test('writes of all calls together are never more than the limit, whatever it is at the moment', async () => {
  let limit = 2;
  const lanes = createLanes(() => limit);
  const [first, second] = [lanes.join(), lanes.join()];
  const { ask, entered, end } = entrance(lanes);
  for (const name of ['a', 'b', 'c', 'd', 'e']) ask(name < 'c' ? first : second, name);
  await settled();
  expect(entered).toEqual(['a', 'b']);
  limit = 1;
  await end();
  expect(entered).toEqual(['a', 'b']);
  limit = 3;
  await end();
  expect(entered).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('finds go before all writes, and writes of the call that came first before those of later ones', async () => {
  const lanes = createLanes(() => 1);
  const [first, second] = [lanes.join(), lanes.join()];
  const { ask, entered, end } = entrance(lanes);
  ask(second, 'begun');
  await settled();
  ask(second, 'later');
  ask(first, 'earlier');
  for (const name of ['find 1', 'find 2', 'find 3']) ask('FIND', name);
  await settled();
  // One may wait at the server already.
  expect(entered).toEqual(['begun', 'find 1']);
  for (let ends = 0; ends < 5; ends += 1) await end();
  expect(entered).toEqual(['begun', 'find 1', 'find 2', 'find 3', 'earlier', 'later']);
});

test('a lane tells how long it is still taken', async () => {
  const lanes = createLanes(() => 4);
  const user = lanes.join();
  const [one, two] = [await user.take(), await user.take()];
  one.expect(5_000);
  two.expect(900);
  expect(user.othersMs(1_000)).toEqual([4_000, 0, 0]);
  one.end();
  expect(user.othersMs(1_000)).toEqual([0, 0, 0]);
});

test('whoever is alone is told so', () => {
  const lanes = createLanes(() => 4);
  const user = lanes.join();
  expect(user.isAlone()).toBe(true);
  const other = lanes.join();
  expect(user.isAlone()).toBe(false);
  other.leave();
  expect(user.isAlone()).toBe(true);
});
