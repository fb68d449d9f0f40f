import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  Contact,
  DiscoveredFields,
  Integration,
  ProviderStatus,
  PushResult,
  Run,
} from '@goodfunds/shared';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, type HttpCall, httpClient } from '../test/harness/http-client.ts';
import {
  type EmulatorProcess,
  refusedStart,
  serverSettings,
  startEmulatorProcess,
  startServerProcess,
} from '../test/harness/processes.ts';

const ACCOUNT = 7;
const MAPPING = {
  emailaddress1: { field: 'email' },
  firstname: { field: 'firstName' },
  lastname: { field: 'lastName' },
  telephone1: { field: 'phone' },
  birthdate: { field: 'birthDate' },
};

let service: Awaited<ReturnType<typeof startService>>;
let integration: Integration;
beforeAll(async () => {
  service = await startService();
  integration = await connectByHttpCalls(service.asUser, service.emulator);
});
afterAll(async () => await service[Symbol.asyncDispose]());

test('1,000 contacts pushed by plain HTTP calls arrive once and as sent, and a second push writes nothing', async () => {
  const contacts = Array.from({ length: 1_000 }, (_, index) => sampleContact('one', index));

  await control(service.emulator, 'DELETE', 'requests');
  const first = await pushAndWait(service.asService, contacts);
  expect(first.counts).toMatchObject({ total: 1_000, created: 1_000, failed: 0, skipped: 0 });
  expect(first.integrationId).toBe(integration.id);
  const rows = await service.rows();
  expect(rows).toHaveLength(1_000);
  expect(byEmail(rows)).toEqual(byEmail(contacts.map(asRow)));
  expect(await countRequests(service.emulator)).toBeLessThanOrEqual(15);

  await control(service.emulator, 'DELETE', 'requests');
  await control(service.emulator, 'DELETE', 'ledger');
  const again = await pushAndWait(service.asService, contacts);
  expect(again.counts).toMatchObject({ total: 1_000, unchanged: 1_000 });
  expect(byEmail(await service.rows())).toEqual(byEmail(rows));
  expect(await countWrites(service.emulator)).toBe(0);
  expect(await countRequests(service.emulator)).toBeLessThanOrEqual(3);
});

test('20 pushes of 1,000 contacts arrive, each contact once, although the server is killed three times', async () => {
  const rowsBefore = await countRows(service.emulator);
  const pushes = Array.from({ length: 20 }, (_, push) =>
    Array.from({ length: 1_000 }, (_, index) => sampleContact(`push-${push}`, index)),
  );
  const runIds = new Set<string>();
  const accept = async (contacts: Contact[], push: number): Promise<void> => {
    const input = { accountId: ACCOUNT, contacts, idempotencyKey: `push-${push}` };
    // As documented: after a broken connection, the caller repeats the call with its idempotency key.
    const result = await repeatWhileDisconnected(
      async () => await dataOf<PushResult>(service.asService('sync.push', input)),
    );
    for (const run of result.runs) runIds.add(run.id);
  };
  const pushing = Promise.all(pushes.map(accept));
  for (const arrived of [1_000, 6_000, 13_000]) {
    await service.untilRows(rowsBefore + arrived);
    await service.killAndRestart();
  }
  await pushing;
  for (const runId of runIds) await untilEnded(service.asService, runId);
  const rows = (await service.rows()).filter((row) => String(row['emailaddress1']).includes('+push-'));
  expect(rows).toHaveLength(20_000);
  expect(new Set(rows.map((row) => row['emailaddress1'])).size).toBe(20_000);
}, 240_000);

test('a missing setting stops the start with a sentence that names it', async () => {
  const { code, stderr } = await refusedStart({ DATABASE_URL: 'file:unused.sqlite' });
  expect(code).toBe(1);
  expect(stderr).toContain('ENCRYPTION_KEY');
  expect(stderr).toContain('SERVICE_KEYS');
  expect(stderr).not.toContain(' at ');
});

async function startService() {
  await using started = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'goodfunds-main-'));
  started.defer(async () => await rm(folder, { recursive: true, force: true }));
  const emulator = await startEmulatorProcess();
  started.defer(async () => await emulator.kill());
  const databaseUrl = `file:${join(folder, 'crm.sqlite')}`;
  const { settings, url, serviceKey, userToken } = await serverSettings({ databaseUrl, emulator });
  let server = await startServerProcess(settings, url);
  started.defer(async () => {
    expect(await server.stop()).toBe(0);
  });
  const running = started.move();
  return {
    emulator,
    asUser: httpClient(url, await userToken(ACCOUNT)),
    asService: httpClient(url, serviceKey),
    rows: async () => await readRows(emulator),
    untilRows: async (count: number) => {
      while ((await countRows(emulator)) < count) await pause();
    },
    killAndRestart: async () => {
      await server.kill();
      server = await startServerProcess(settings, url);
    },
    [Symbol.asyncDispose]: async () => await running.disposeAsync(),
  };
}

async function connectByHttpCalls(user: HttpCall, emulator: EmulatorProcess): Promise<Integration> {
  const { tenantId, clientId, clientSecret, baseUrl } = emulator;
  const credentials = { tenantId, clientId, clientSecret, environmentUrl: baseUrl };
  const provider = 'microsoft-dynamics';
  const { id: integrationId, version } = await dataOf<Integration>(
    user('config.create', { provider, credentials }),
  );
  const status = await dataOf<ProviderStatus>(user('connection.test', { integrationId }));
  expect(status).toMatchObject({ status: 'UP' });
  const { crmFields } = await dataOf<DiscoveredFields>(user('discovery.fields', { integrationId }));
  expect(crmFields.filter((field) => field.mappable).length).toBeGreaterThan(80);
  return await dataOf<Integration>(
    user('config.update', { integrationId, version, mapping: MAPPING, enabled: true }),
  );
}

async function pushAndWait(call: HttpCall, contacts: Contact[]): Promise<Run> {
  const { runs } = await dataOf<PushResult>(call('sync.push', { accountId: ACCOUNT, contacts }));
  const [run] = runs;
  if (!run) throw new Error('the push created no run');
  return await untilEnded(call, run.id);
}

async function untilEnded(call: HttpCall, runId: string): Promise<Run> {
  for (;;) {
    const run = await dataOf<Run>(call('sync.get', { accountId: ACCOUNT, runId }));
    if (run.finishedAt !== null) return run;
    await pause();
  }
}

async function repeatWhileDisconnected<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      await pause();
    }
  }
}

/** Between two checks of a condition. */
async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 50));
}

const FIRST_NAMES = ['Jürgen', 'Zoë', 'Łukasz', "D'Arcy", 'Ayşe', '名前'];
const LAST_NAMES = ['Großmann', "O'Brien", 'Müller-Lüdenscheidt', 'von & zu', 'Ångström'];

function sampleContact(group: string, index: number): Contact {
  return {
    id: `${group}-${index}`,
    email: `o'brien+${group}.${index}@exämple.org`,
    firstName: FIRST_NAMES[index % FIRST_NAMES.length] ?? null,
    lastName: `${LAST_NAMES[index % LAST_NAMES.length]} ${index}`,
    phone: `+49 30 / ${index} #1 & 100%`,
    birthDate: '1984-02-29',
  };
}

function asRow(contact: Contact): Record<string, unknown> {
  return {
    emailaddress1: contact.email,
    firstname: contact.firstName,
    lastname: contact.lastName,
    telephone1: contact.phone,
    birthdate: contact.birthDate,
  };
}

function byEmail(rows: readonly Record<string, unknown>[]): Map<unknown, Record<string, unknown>> {
  return new Map(
    rows.map((row) => [
      row['emailaddress1'],
      Object.fromEntries(Object.keys(MAPPING).map((attribute) => [attribute, row[attribute]])),
    ]),
  );
}

async function readRows(emulator: EmulatorProcess): Promise<Record<string, unknown>[]> {
  const lines = (await control(emulator, 'GET', 'contacts')).split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

async function countRows(emulator: EmulatorProcess): Promise<number> {
  return (JSON.parse(await control(emulator, 'GET', 'contacts/count')) as { count: number }).count;
}

/** Requests since the log was cleared, a `$batch` as one, without token, WhoAmI and metadata requests. */
async function countRequests(emulator: EmulatorProcess): Promise<number> {
  const answer = await control(emulator, 'GET', 'requests/counts');
  const { requests } = JSON.parse(answer) as { requests: Record<string, number> };
  return ['find', 'batch', 'write', 'other'].reduce((sum, kind) => sum + (requests[kind] ?? 0), 0);
}

async function countWrites(emulator: EmulatorProcess): Promise<number> {
  return (JSON.parse(await control(emulator, 'GET', 'ledger')) as unknown[]).length;
}

async function control(emulator: EmulatorProcess, method: string, path: string): Promise<string> {
  const answer = await fetch(`${emulator.baseUrl}/_emulator/${path}`, { method });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
  return await answer.text();
}
