import { readFile } from 'node:fs/promises';
import type { Integration, Run, RunPage } from '@goodfunds/shared';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { dataOf } from '../harness/http-client.ts';
import { checkLedger } from './support/check-ledger.ts';
import { findDatabaseErrors } from './support/database-checks.ts';
import {
  ACCOUNT,
  type ProcessFixture,
  processFixture,
  type ServiceProcess,
} from './support/process-fixture.ts';
import { people, person, push, pushAndWait } from './support/pushes.ts';
import { waitUntil } from './support/wait.ts';

describe('two processes on one database file', () => {
  test('share the work and do nothing twice', async () => {
    await using fixture = await processFixture();
    const [left, right] = await Promise.all([fixture.start(), fixture.start()]);
    await fixture.connect(left);
    const pushes = Array.from({ length: 12 }, (_, index) => people(40, `push-${index}`));
    await Promise.all(
      pushes.map(
        async (contacts, index) => await pushAndWait(fixture.service(index % 2 ? left : right), contacts),
      ),
    );
    await stopAll(left, right);
    expect(checkLedger(fixture.emulator, pushes.flat())).toEqual({
      lost: [],
      createdTwice: [],
      wrong: [],
      updates: 0,
    });
    expect(findDatabaseErrors(fixture.databasePath)).toEqual([]);
  });

  test('can start at the same time before the file exists', async () => {
    await using fixture = await processFixture();
    const processes = await Promise.all([fixture.start(), fixture.start(), fixture.start()]);
    expect(processes.map((each) => each.hasEnded())).toEqual([false, false, false]);
  });
});

describe('a scheduled run', () => {
  test.each(['before', 'inside', 'after'])(
    'is started once by two processes after another died %s starting it',
    async (moment) => {
      await using fixture = await processFixture();
      const { id: integrationId } = await connectAndPush(fixture, people(3, 'scheduled'));
      makeDue(fixture);
      const stopAt = { point: `${moment} startScheduledRun`, hit: 1, signal: 'SIGKILL' } as const;
      await (await fixture.tryStart({ stopAt }))?.ended;

      const [left, right] = await Promise.all([fixture.start(), fixture.start()]);
      const scheduled = async (): Promise<Run[]> => {
        const input = { accountId: ACCOUNT, integrationId };
        const { runs } = await dataOf<RunPage>(fixture.service(left)('sync.list', input));
        return runs.filter(({ trigger }) => trigger === 'SCHEDULE');
      };
      await waitUntil(async () => (await scheduled()).some(({ finishedAt }) => finishedAt !== null));
      await waitUntil(() => dueMs(fixture) > Date.now());
      expect(await scheduled()).toMatchObject([{ scope: 'CHANGED', status: 'COMPLETED' }]);
      await stopAll(left, right);
      expect(findDatabaseErrors(fixture.databasePath)).toEqual([]);
    },
  );
});

describe('a process that was frozen for longer than its lease', () => {
  test.each([
    'before find',
    'after find',
    'before write',
    'after write',
    'before commit',
    'after commit',
    'before release',
  ])('%s creates nothing twice and overwrites nothing newer when it continues', async (point) => {
    await using fixture = await processFixture();
    const ada = (lastName: string) => person('ada', lastName);
    await connectAndPush(fixture, [ada('one')]);

    const frozen = await fixture.start({ stopAt: { point, hit: 1, signal: 'SIGSTOP' } });
    await push(fixture.service(frozen), [ada('two'), person('new')]);
    await waitUntil(async () => await isStopped(frozen));
    const successor = await fixture.start();
    await pushAndWait(fixture.service(successor), [ada('three')]);
    expect(lastNames(fixture)).toMatchObject({ ada: 'three' });

    frozen.child.kill('SIGCONT');
    await pushAndWait(fixture.service(frozen), [person('later')]);
    await stopAll(frozen, successor);
    const current = [ada('three'), person('new'), person('later')];
    expect(checkLedger(fixture.emulator, current)).toMatchObject({ lost: [], createdTwice: [], wrong: [] });
    expect(findDatabaseErrors(fixture.databasePath)).toEqual([]);
  });

  test('does not overwrite a newer value after the credentials were changed meanwhile', async () => {
    await using fixture = await processFixture();
    const ada = (lastName: string) => person('ada', lastName);
    const { id: integrationId, version } = await connectAndPush(fixture, [ada('one')]);
    // By the clock its lease is still valid; only the database records that it was revoked.
    const leaseMs = 60_000;
    const frozen = await fixture.start({
      leaseMs,
      stopAt: { point: 'before write', hit: 1, signal: 'SIGSTOP' },
    });
    await push(fixture.service(frozen), [ada('two')]);
    await waitUntil(async () => await isStopped(frozen));

    const successor = await fixture.start({ leaseMs });
    fixture.emulator.setSecret({ clientSecret: 'another-secret-of-the-same-application' });
    const credentials = { clientSecret: fixture.emulator.clientSecret };
    const user = await fixture.user(successor);
    await dataOf<Integration>(user('config.update', { integrationId, version, credentials }));
    await pushAndWait(fixture.service(successor), [ada('three')]);

    frozen.child.kill('SIGCONT');
    await pushAndWait(fixture.service(frozen), [person('later')]);
    await stopAll(frozen, successor);
    expect(lastNames(fixture)).toEqual({ ada: 'three', later: 'Berg' });
  });
});

/** Lets the time of the schedule come, which no test can wait for. */
function makeDue({ databasePath }: ProcessFixture): void {
  using file = new DisposableStack();
  const database = file.adopt(new Sqlite(databasePath), (opened) => void opened.close());
  database.prepare('update integrations set changed_due_ms = 1').run();
}

function dueMs({ databasePath }: ProcessFixture): number {
  using file = new DisposableStack();
  const database = file.adopt(new Sqlite(databasePath, { readonly: true }), (opened) => void opened.close());
  return Number(database.prepare('select changed_due_ms from integrations').pluck().get());
}

async function connectAndPush(
  fixture: ProcessFixture,
  contacts: Parameters<typeof pushAndWait>[1],
): Promise<Integration> {
  const process = await fixture.start();
  const integration = await fixture.connect(process);
  await pushAndWait(fixture.service(process), contacts);
  await stopAll(process);
  return integration;
}

/** Asks the processes to stop; each first finishes its drain. */
async function stopAll(...processes: ServiceProcess[]): Promise<void> {
  for (const { child } of processes) child.kill('SIGTERM');
  await Promise.all(processes.map(async ({ ended }) => await ended));
}

async function isStopped({ child: { pid } }: ServiceProcess): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8');
  return status.slice(status.lastIndexOf(')')).startsWith(') T');
}

function lastNames({ emulator }: ProcessFixture): Record<string, unknown> {
  return Object.fromEntries(
    [...emulator.contacts()].map((row) => [
      String(row['emailaddress1']).replace('@example.org', ''),
      row['lastname'],
    ]),
  );
}
