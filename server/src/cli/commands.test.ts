import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFile, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Integration, PushResult, Run } from '@goodfunds/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataOf, type HttpCall, httpClient } from '../../test/harness/http-client.ts';
import {
  type EmulatorProcess,
  freePort,
  type Process,
  type ServerSettings,
  serverSettings,
  startEmulatorProcess,
  startServerProcess,
} from '../../test/harness/processes.ts';
import { type TemporaryStore, temporaryStore } from '../../test/harness/temporary-store.ts';

const ACCOUNT = 7;

describe('the operator commands, while the service runs', () => {
  let emulator: EmulatorProcess;
  let database: TemporaryStore;
  let server: Process;
  let settings: ServerSettings;
  let url: string;
  let asUser: HttpCall;
  let asService: HttpCall;
  let integrationId: string;
  beforeAll(async () => {
    emulator = await startEmulatorProcess();
    database = await temporaryStore();
    const made = await serverSettings({ databaseUrl: database.databaseUrl, emulator });
    ({ settings, url } = made);
    server = await startServerProcess(settings, url);
    asService = httpClient(url, made.serviceKey);
    asUser = httpClient(url, await made.userToken(ACCOUNT));
    integrationId = (await connect()).id;
  });
  afterAll(async () => {
    await server.kill();
    await emulator.kill();
    await database[Symbol.asyncDispose]();
  });

  const connect = async (): Promise<Integration> => {
    const { tenantId, clientId, clientSecret, baseUrl: environmentUrl } = emulator;
    const credentials = { tenantId, clientId, clientSecret, environmentUrl };
    const created = await dataOf<Integration>(
      asUser('config.create', { provider: 'microsoft-dynamics', credentials }),
    );
    const mapping = { emailaddress1: { field: 'email' }, firstname: { field: 'firstName' } };
    const { id, version } = created;
    return await dataOf(asUser('config.update', { integrationId: id, version, mapping, enabled: true }));
  };
  const push = async (from: number, count: number): Promise<PushResult> => {
    const contacts = Array.from({ length: count }, (_, index) => ({
      id: `c-${from + index}`,
      email: `c-${from + index}@example.org`,
    }));
    return await dataOf(asService('sync.push', { accountId: ACCOUNT, contacts }));
  };
  const statusOf = async (runId: string) => (await dataOf<Run>(asUser('sync.get', { runId }))).status;

  it('report what is missing', async () => {
    const { DATABASE_URL: _, ...without } = settings;
    expect((await command('backup', without, ['x'])).output).toContain('DATABASE_URL is missing');
    expect((await command('backup', settings, [])).output).toContain('Name the file');
    const nowhere = { ...settings, DATABASE_URL: 'file:/nowhere/crm.sqlite' };
    expect(await command('backup', nowhere, ['x'])).toEqual({
      code: 1,
      output: 'DATABASE_URL points to no database.\n',
    });
  });

  it('reseal all secrets with a new key, after which the old one can be removed', async () => {
    const next = randomBytes(32).toString('base64');
    const { ENCRYPTION_KEY: old = '' } = settings;
    const alone = { ...settings, ENCRYPTION_KEY: next };
    const refused = await command('rotate-keys', alone, []);
    expect(refused.code).toBe(1);
    expect(refused.output).toContain('ENCRYPTION_KEY does not open the secrets');
    const both = { ...alone, ENCRYPTION_KEY_PREVIOUS: old };
    expect(await command('rotate-keys', both, [])).toEqual({
      code: 0,
      output:
        '1 integrations resealed; all 1 open with ENCRYPTION_KEY alone. You can remove ENCRYPTION_KEY_PREVIOUS.\n',
    });
    await server.stop();
    settings = alone;
    server = await startServerProcess(settings, url);
    const [run] = (await push(0, 1)).runs;
    await expect.poll(async () => await statusOf(run?.id ?? ''), { timeout: 30_000 }).toBe('COMPLETED');
  });

  it('back up the database during writes, and a service on the copy continues from there', async () => {
    const [firstRun] = (await push(0, 500)).runs;
    const target = join(
      dirname(fileURLToPath(database.databaseUrl.replace('file:', 'file://'))),
      'backup.db',
    );
    let writes = 0;
    const writing = (async () => {
      for (let from = 500; writes < 20; from += 50) {
        await push(from, 50);
        writes += 1;
      }
    })();
    const { code, output } = await command('backup', settings, [target]);
    await writing;
    expect([code, output]).toEqual([0, expect.stringMatching(/1 integrations, \d+ contacts; verified/)]);
    expect((await stat(target)).mode & 0o077).toBe(0);
    expect(await readdir(dirname(target))).not.toContain('backup.db.partial');
    expect(await command('backup', settings, [target])).toEqual({
      code: 1,
      output: `${target} already exists; choose another name.\n`,
    });

    await server.stop();
    await copyFile(target, `${target}.restored`);
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    settings = { ...settings, DATABASE_URL: `file:${target}.restored`, PORT: String(port) };
    server = await startServerProcess(settings, url);
    const restored = httpClient(url, settings['SERVICE_KEYS'] ?? '');
    const account = { accountId: ACCOUNT };
    expect(await dataOf(restored('config.get', { ...account, integrationId }))).toMatchObject({
      enabled: true,
    });
    const runId = firstRun?.id ?? '';
    await expect
      .poll(async () => (await dataOf<Run>(restored('sync.get', { ...account, runId }))).status, {
        timeout: 30_000,
      })
      .toBe('COMPLETED');
  });
});

async function command(
  name: 'backup' | 'rotate-keys',
  env: ServerSettings,
  parameters: string[],
): Promise<{ code: number; output: string }> {
  const entry = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  return await new Promise((resolve) => {
    execFile(process.execPath, [entry, ...parameters], { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr });
    });
  });
}
