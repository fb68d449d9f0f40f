import { setTimeout } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { checkLedger } from './support/check-ledger.ts';
import { findDatabaseErrors } from './support/database-checks.ts';
import { ACCOUNT, processFixture } from './support/process-fixture.ts';
import { people, push, pushAndWait, untilFinished } from './support/pushes.ts';
import { waitUntil } from './support/wait.ts';

test.each([
  { holdMs: 100, status: 200, crm: undefined },
  { holdMs: 1_000, status: 200, crm: undefined },
  { holdMs: 10_000, status: 503, crm: { code: 'UNAVAILABLE', retryable: true, retryAfterMs: 5_000 } },
])(
  'a push is answered $status when another process locks the file for $holdMs ms, and nothing is lost',
  async ({ holdMs, status, crm }) => {
    await using fixture = await processFixture({ latencyMs: 20 });
    const process = await fixture.start();
    await fixture.connect(process);
    const service = fixture.service(process);
    const before = people(300, 'before');
    const [running] = await push(service, before);
    await waitUntil(() => fixture.emulator.contactCount() > 0);

    const other = new Sqlite(fixture.databasePath);
    other.exec('begin immediate');
    const during = people(20, 'during');
    const call = { accountId: ACCOUNT, contacts: during, idempotencyKey: 'during' };
    const answer = service('sync.push', call);
    const released = setTimeout(holdMs).then(() => other.exec('rollback'));
    const health = await fetch(`${process.url}/healthz`, { signal: AbortSignal.timeout(5_000) });
    expect(health.status).toBe(200);

    const { status: answered, body } = await answer;
    expect(answered).toBe(status);
    expect(body.error?.data.crm).toEqual(crm);
    await released;
    other.close();

    const [repeated] = await push(service, during, { idempotencyKey: 'during' });
    await untilFinished(service, running?.id ?? '');
    await untilFinished(service, repeated?.id ?? '');
    await pushAndWait(service, people(1, 'after'));
    await process.kill();
    expect(checkLedger(fixture.emulator, [...before, ...during])).toEqual({
      lost: [],
      createdTwice: [],
      wrong: [],
      updates: 0,
    });
    expect(findDatabaseErrors(fixture.databasePath)).toEqual([]);
  },
);
