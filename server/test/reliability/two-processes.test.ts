import { readFile } from 'node:fs/promises';
import type { Integration } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { dataOf } from '../harness/plain-calls.ts';
import type { Child } from './support/children.ts';
import { type DurableHouse, durableHouse } from './support/durable-house.ts';
import { findFlaws } from './support/file-invariants.ts';
import { judgeLedger } from './support/ledger-verdict.ts';
import { people, person, push, pushAndWait } from './support/pushes.ts';
import { untilTrue } from './support/wait.ts';

describe('two processes on one file', () => {
  test('share the work and do nothing twice', async () => {
    await using house = await durableHouse();
    const [left, right] = await Promise.all([house.mustStart(), house.mustStart()]);
    await house.connect(left);
    const pushes = Array.from({ length: 12 }, (_, index) => people(40, `push-${index}`));
    await Promise.all(
      pushes.map(
        async (contacts, index) => await pushAndWait(house.service(index % 2 ? left : right), contacts),
      ),
    );
    await endAll(left, right);
    expect(judgeLedger(house.emulator, pushes.flat())).toEqual(nothingWrong(0));
    expect(findFlaws(house.databasePath)).toEqual([]);
  });

  test('start at once on a file that is not there yet', async () => {
    await using house = await durableHouse();
    const children = await Promise.all([house.mustStart(), house.mustStart(), house.mustStart()]);
    expect(children.map((child) => child.hasEnded())).toEqual([false, false, false]);
  });
});

describe('a process that froze past its lease', () => {
  test.each([
    'before find',
    'after find',
    'before write',
    'after write',
    'before commit',
    'after commit',
    'before release',
  ])('%s does no harm when it wakes: nobody twice, and no newer value undone', async (point) => {
    await using house = await durableHouse();
    const ada = (lastName: string) => person('ada', lastName);
    await begun(house, [ada('one')]);

    const frozen = await house.mustStart({ stopAt: { point, hit: 1, signal: 'SIGSTOP' } });
    await push(house.service(frozen), [ada('two'), person('new')]);
    await untilTrue(async () => await isStopped(frozen));
    const successor = await house.mustStart();
    await pushAndWait(house.service(successor), [ada('three')]);
    expect(lastNames(house)).toMatchObject({ ada: 'three' });

    frozen.process.kill('SIGCONT');
    await pushAndWait(house.service(frozen), [person('later')]);
    await endAll(frozen, successor);
    const now = [ada('three'), person('new'), person('later')];
    expect(judgeLedger(house.emulator, now)).toMatchObject({ lost: [], createdTwice: [], wrong: [] });
    expect(findFlaws(house.databasePath)).toEqual([]);
  });

  test('writes nothing older over what another wrote after the credentials were changed there', async () => {
    await using house = await durableHouse();
    const ada = (lastName: string) => person('ada', lastName);
    const { id: integrationId, version } = await begun(house, [ada('one')]);
    // Its lease goes on by the clock; only the file knows that it is no longer its own.
    const leaseMs = 60_000;
    const frozen = await house.mustStart({
      leaseMs,
      stopAt: { point: 'before write', hit: 1, signal: 'SIGSTOP' },
    });
    await push(house.service(frozen), [ada('two')]);
    await untilTrue(async () => await isStopped(frozen));

    const successor = await house.mustStart({ leaseMs });
    house.emulator.setSecret({ clientSecret: 'another-secret-of-the-same-application' });
    const credentials = { clientSecret: house.emulator.clientSecret };
    const user = await house.user(successor);
    await dataOf<Integration>(user('config.update', { integrationId, version, credentials }));
    await pushAndWait(house.service(successor), [ada('three')]);

    frozen.process.kill('SIGCONT');
    await pushAndWait(house.service(frozen), [person('later')]);
    await endAll(frozen, successor);
    expect(lastNames(house)).toEqual({ ada: 'three', later: 'Berg' });
  });
});

async function begun(house: DurableHouse, contacts: Parameters<typeof pushAndWait>[1]): Promise<Integration> {
  const child = await house.mustStart();
  const integration = await house.connect(child);
  await pushAndWait(house.service(child), contacts);
  await endAll(child);
  return integration;
}

/** Asks the processes to end, which they do when what they drain has ended. */
async function endAll(...children: Child[]): Promise<void> {
  for (const child of children) child.process.kill('SIGTERM');
  await Promise.all(children.map(async (child) => await child.ended));
}

async function isStopped({ process: { pid } }: Child): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8');
  return status.slice(status.lastIndexOf(')')).startsWith(') T');
}

function lastNames({ emulator }: DurableHouse): Record<string, unknown> {
  const names: Record<string, unknown> = {};
  for (const row of emulator.contacts()) {
    names[String(row['emailaddress1']).replace('@example.org', '')] = row['lastname'];
  }
  return names;
}

function nothingWrong(updates: number) {
  return { lost: [], createdTwice: [], wrong: [], updates };
}
