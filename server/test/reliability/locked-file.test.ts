import { setTimeout } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { ACCOUNT, durableHouse } from './support/durable-house.ts';
import { findFlaws } from './support/file-invariants.ts';
import { judgeLedger } from './support/ledger-verdict.ts';
import { people, push, pushAndWait, untilEnded } from './support/pushes.ts';
import { untilTrue } from './support/wait.ts';

test.each([
  { holdMs: 100, status: 200, crm: undefined },
  { holdMs: 1_000, status: 200, crm: undefined },
  { holdMs: 10_000, status: 503, crm: { code: 'UNAVAILABLE', retryable: true, retryAfterMs: 5_000 } },
])('a file that another process holds for $holdMs ms', async ({ holdMs, status, crm }) => {
  await using house = await durableHouse({ latencyMs: 20 });
  const child = await house.mustStart();
  await house.connect(child);
  const service = house.service(child);
  const before = people(300, 'before');
  const [running] = await push(service, before);
  await untilTrue(() => house.emulator.contactCount() > 0);

  const other = new Sqlite(house.databasePath);
  other.exec('begin immediate');
  const during = people(20, 'during');
  const call = { accountId: ACCOUNT, contacts: during, idempotencyKey: 'during' };
  const answer = service('sync.push', call);
  const released = setTimeout(holdMs).then(() => other.exec('rollback'));
  const health = await fetch(`${child.url}/healthz`, { signal: AbortSignal.timeout(5_000) });
  expect(health.status).toBe(200);

  const told = await answer;
  expect(told.status).toBe(status);
  expect(told.body.error?.data.crm).toEqual(crm);
  await released;
  other.close();

  const [repeated] = await push(service, during, { idempotencyKey: 'during' });
  await untilEnded(service, running?.id ?? '');
  await untilEnded(service, repeated?.id ?? '');
  await pushAndWait(service, people(1, 'after'));
  await child.kill();
  expect(judgeLedger(house.emulator, [...before, ...during])).toEqual({
    lost: [],
    createdTwice: [],
    wrong: [],
    updates: 0,
  });
  expect(findFlaws(house.databasePath)).toEqual([]);
});
