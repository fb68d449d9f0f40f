import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { type ProxyFailure, startBusyProxy } from '../../scripts/testing/busy-proxy.ts';
import { dataOf, httpClient } from '../../server/test/harness/http-client.ts';
import {
  serverSettings,
  startEmulatorProcess,
  startServerProcess,
} from '../../server/test/harness/processes.ts';

const root = join(import.meta.dirname, '..', '..');
const samples = join(root, 'docs', 'integration');
const run = promisify(execFile);

const ACCOUNT = 7;
const MAPPING = { emailaddress1: { field: 'email' }, firstname: { field: 'firstName' } };

test('the curl sample waits while the service is busy, and its contacts reach the CRM', async () => {
  await using service = await startService(['BUSY', 'THROTTLED']);
  const { stdout } = await run('sh', [join(samples, 'push-contacts.sh')], { env: service.environment });
  expect(stdout).toContain('"status":"COMPLETED"');
  expect(stdout).toContain('"contactId":"gf-82","email":"ayse@example.org","outcome":"CREATED"');
  expect(await service.emails()).toEqual(['ayse@example.org', 'zoe@example.org']);
});

test('the TypeScript sample repeats a push whose response was lost, without duplicates', async () => {
  await using service = await startService(['BUSY', 'CUT', 'THROTTLED']);
  await using project = await projectWith('push-contacts.ts');
  const { stdout } = await run(process.execPath, [project.file], { env: service.environment });
  expect(stdout).toContain('gf-91 CREATED');
  expect(stdout).toContain('gf-92 SKIPPED NO_EMAIL');
  expect(await service.emails()).toEqual(['jürgen@example.org']);
  expect(await service.countRuns()).toBe(1);
});

test('the sample that connects an account signs a valid token and saves a mapping', async () => {
  await using service = await startService([]);
  const { stdout } = await run('sh', [join(samples, 'connect-emulator.sh')], {
    env: { ...service.environment, ...service.forConnecting, CRM_ACCOUNT_ID: String(ACCOUNT + 1) },
  });
  expect(stdout).toContain('"status":"UP"');
  expect(stdout).toContain('"gendercode":{"field":"salutation","values":{"Frau":2,"Herr":1}}');
  expect(stdout).toContain('"enabled":true');
});

test('the TypeScript sample compiles', async () => {
  const compiled = run(join(root, 'node_modules', '.bin', 'tsc'), ['-p', samples]);
  await expect(compiled).resolves.toEqual({ stdout: '', stderr: '' });
});

/** An emulator, a server with one integration, and a proxy in front that fails the first calls. */
async function startService(failures: readonly ProxyFailure[]) {
  await using started = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'goodfunds-samples-'));
  started.defer(async () => await rm(folder, { recursive: true }));
  const emulator = await startEmulatorProcess();
  started.defer(async () => await emulator.kill());
  const databaseUrl = `file:${join(folder, 'crm.sqlite')}`;
  const { settings, url, serviceKey, userToken, privateKey } = await serverSettings({
    databaseUrl,
    emulator,
  });
  const privateKeyFile = join(folder, 'jwt-private.pem');
  await writeFile(privateKeyFile, privateKey);
  const server = await startServerProcess(settings, url);
  started.defer(async () => await server.kill());
  const proxy = started.use(await startBusyProxy(url, failures));

  const user = httpClient(url, await userToken(ACCOUNT));
  const { tenantId, clientId, clientSecret, baseUrl } = emulator;
  const credentials = { tenantId, clientId, clientSecret, environmentUrl: baseUrl };
  const { id: integrationId, version } = await dataOf<{ id: string; version: number }>(
    user('config.create', { provider: 'microsoft-dynamics', credentials }),
  );
  await dataOf(user('config.update', { integrationId, version, mapping: MAPPING, enabled: true }));

  const running = started.move();
  return {
    environment: {
      PATH: process.env['PATH'],
      CRM_URL: proxy.url,
      CRM_SERVICE_KEY: serviceKey,
      CRM_ACCOUNT_ID: String(ACCOUNT),
    },
    forConnecting: {
      EMULATOR: JSON.stringify({ tenantId, clientId, clientSecret, baseUrl }),
      JWT_PRIVATE_KEY: privateKeyFile,
    },
    emails: async () => {
      const rows = await (await fetch(`${baseUrl}/_emulator/contacts`)).text();
      const emails = Array.from(rows.matchAll(/"emailaddress1":"([^"]+)"/g), ([, email = '']) => email);
      return emails.sort((left, right) => left.localeCompare(right));
    },
    countRuns: async () =>
      (await dataOf<{ runs: unknown[] }>(user('sync.list', { integrationId }))).runs.length,
    [Symbol.asyncDispose]: async () => await running.disposeAsync(),
  };
}

/** The sample in its own project with the packages of the demo. */
async function projectWith(name: string) {
  const folder = await mkdtemp(join(tmpdir(), 'goodfunds-sample-'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await symlink(join(root, 'demo', 'node_modules'), join(folder, 'node_modules'), 'junction');
  await cp(join(samples, name), join(folder, name));
  return {
    file: join(folder, name),
    [Symbol.asyncDispose]: async () => await rm(folder, { recursive: true }),
  };
}
