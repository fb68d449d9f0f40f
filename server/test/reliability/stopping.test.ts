import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '@goodfunds/dataverse-emulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HttpCall, httpClient } from '../harness/http-client.ts';
import { type Process, serverSettings, startServerProcess } from '../harness/processes.ts';
import { checkLedger } from './support/check-ledger.ts';
import { findDatabaseErrors } from './support/database-checks.ts';
import { ACCOUNT, connectEmulator } from './support/process-fixture.ts';
import { people, push, untilFinished } from './support/pushes.ts';
import { waitUntil } from './support/wait.ts';

const STOP_LIMIT_MS = 15_500;
/** Far below the time-out of any request: a stop does not wait for unanswered ones. */
const PROMPT_STOP_LIMIT_MS = 7_000;

describe('a server that is asked to stop', () => {
  const resources = new AsyncDisposableStack();
  let emulator: Emulator;
  let databasePath: string;
  let service: HttpCall;
  let start: () => Promise<Process>;
  let connected: Process;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'goodfunds-stopping-'));
    resources.defer(async () => await rm(folder, { recursive: true, force: true }));
    emulator = resources.use(await startEmulator());
    databasePath = join(folder, 'crm.sqlite');
    const server = await serverSettings({ databaseUrl: `file:${databasePath}`, emulator });
    service = httpClient(server.url, server.serviceKey);
    start = async () => {
      const process = await startServerProcess(server.settings, server.url);
      resources.defer(async () => await process.kill());
      return process;
    };
    connected = await start();
    await connectEmulator(emulator, httpClient(server.url, await server.userToken(ACCOUNT)));
  });
  afterAll(async () => await resources.disposeAsync());

  test('under load stops in time; after the next start everything arrives and nothing is written twice', async () => {
    emulator.setCostModel({ requestMs: 150 });
    let server = connected;
    const contacts = people(1_500, 'person');
    const runs = [
      ...(await push(service, contacts.slice(0, 800))),
      ...(await push(service, contacts.slice(800))),
    ];
    for (const arrived of [1, 900]) {
      await waitUntil(() => emulator.contactCount() >= arrived);
      const startedAtMs = performance.now();
      expect(await server.stop()).toBe(0);
      expect(performance.now() - startedAtMs).toBeLessThan(STOP_LIMIT_MS);
      server = await start();
    }
    emulator.setCostModel({ requestMs: 0 });
    for (const { id } of runs) await untilFinished(service, id);
    await server.stop();
    expect(checkLedger(emulator, contacts)).toEqual({ lost: [], createdTwice: [], wrong: [], updates: 0 });
    expect(findDatabaseErrors(databasePath)).toEqual([]);
  });

  test.each([
    { what: 'a write', match: { url: 'batch|Multiple', body: 'firstname' } },
    { what: 'a token request', match: { url: 'token' } },
  ])('stops promptly although $what is never answered', async ({ what, match }) => {
    emulator.addFaults({ match, times: null, action: { type: 'delay', delayMs: 120_000 } });
    const server = await start();
    await push(service, people(3, what.replace(/\W/g, '-')));
    await waitUntil(() => emulator.faults().some(({ acted }) => acted > 0));
    const startedAtMs = performance.now();
    expect(await server.stop()).toBe(0);
    expect(performance.now() - startedAtMs).toBeLessThan(PROMPT_STOP_LIMIT_MS);
    emulator.clearFaults();
  });
});
