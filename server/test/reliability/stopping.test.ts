import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '@goodfunds/dataverse-emulator';
import { describe, expect, test } from 'vitest';
import { plainCaller } from '../harness/plain-calls.ts';
import { serverSettings, startServerProcess } from '../harness/processes.ts';
import { ACCOUNT, connectEmulator } from './support/durable-house.ts';
import { findFlaws } from './support/file-invariants.ts';
import { judgeLedger } from './support/ledger-verdict.ts';
import { people, push, untilEnded } from './support/pushes.ts';
import { untilTrue } from './support/wait.ts';

const LONGEST_STOP_MS = 15_500;
/** Nothing waits for what is never answered: far below the time-out of any request. */
const PROMPT_STOP_MS = 7_000;

describe('a server that is told to stop', () => {
  test('under load ends soon, and after the next start everything arrives and nothing is written twice', async () => {
    await using house = await realHouse();
    house.emulator.setCostModel({ requestMs: 150 });
    let server = await house.start();
    const contacts = people(1_500, 'person');
    const runs = [
      ...(await push(house.service, contacts.slice(0, 800))),
      ...(await push(house.service, contacts.slice(800))),
    ];
    for (const arrived of [1, 900]) {
      await untilTrue(() => house.emulator.contactCount() >= arrived);
      const startedAtMs = performance.now();
      expect(await server.stop()).toBe(0);
      expect(performance.now() - startedAtMs).toBeLessThan(LONGEST_STOP_MS);
      server = await house.start();
    }
    house.emulator.setCostModel({ requestMs: 0 });
    for (const { id } of runs) await untilEnded(house.service, id);
    await server.stop();
    expect(judgeLedger(house.emulator, contacts)).toEqual({
      lost: [],
      createdTwice: [],
      wrong: [],
      updates: 0,
    });
    expect(findFlaws(house.databasePath)).toEqual([]);
  });

  test.each([
    { who: 'a write', match: { url: 'batch|Multiple', body: 'contact-|firstname' } },
    { who: 'a token', match: { url: 'token' } },
  ])('ends soon although $who is never answered', async ({ match }) => {
    await using house = await realHouse();
    const server = await house.start();
    house.emulator.clearRequests();
    house.emulator.addFaults({ match, times: null, action: { type: 'delay', delayMs: 120_000 } });
    await push(house.service, people(3, 'person'));
    await untilTrue(() => house.emulator.faults().some(({ acted }) => acted > 0));
    const startedAtMs = performance.now();
    expect(await server.stop()).toBe(0);
    expect(performance.now() - startedAtMs).toBeLessThan(PROMPT_STOP_MS);
  });
});

/** The service as `npm run serve` starts it, connected to an emulator. */
async function realHouse() {
  await using started = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'goodfunds-stopping-'));
  started.defer(async () => await rm(folder, { recursive: true, force: true }));
  const emulator: Emulator = started.use(await startEmulator());
  const databasePath = join(folder, 'crm.sqlite');
  const { settings, url, serviceKey, userToken } = await serverSettings({
    databaseUrl: `file:${databasePath}`,
    emulator,
  });
  const start = async () => {
    const server = await startServerProcess(settings, url);
    started.defer(async () => await server.kill());
    return server;
  };
  const first = await start();
  await connectEmulator(emulator, plainCaller(url, await userToken(ACCOUNT)));
  await first.stop();
  const running = started.move();
  return {
    emulator,
    databasePath,
    service: plainCaller(url, serviceKey),
    start: async () => {
      const server = await startServerProcess(settings, url);
      running.defer(async () => await server.kill());
      return server;
    },
    [Symbol.asyncDispose]: async () => await running.disposeAsync(),
  };
}
