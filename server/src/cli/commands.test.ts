import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFile, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PushResult, Run } from '@goodfunds/shared';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DynamicsApp, startDynamicsApp, startDynamicsAppOn } from '../../test/harness/app.ts';
import { dataOf } from '../../test/harness/http-client.ts';
import { COMPILE_CACHE } from '../../test/harness/processes.ts';

const ACCOUNT = 7;
const ENCRYPTION_KEY = randomBytes(32).toString('base64');

describe('the operator commands, while the service runs', () => {
  let app: DynamicsApp;
  beforeEach(async () => {
    app = await startDynamicsApp({ environment: { ENCRYPTION_KEY } });
  });
  afterEach(async () => await app[Symbol.asyncDispose]());

  it('back the database up during writes, and a service on the copy continues from there', async () => {
    const { id: integrationId } = await app.connect(ACCOUNT);
    const [firstRun] = (await push(app, 0, 500)).runs;
    const target = join(dirname(app.databasePath), 'backup.db');
    let writes = 0;
    const writing = (async () => {
      for (let from = 500; writes < 20; from += 50) {
        await push(app, from, 50);
        writes += 1;
      }
    })();
    const environment = { DATABASE_URL: app.databaseUrl };
    const { code, output } = await command('backup', environment, [target]);
    await writing;
    expect([code, output]).toEqual([0, expect.stringMatching(/1 integrations, \d+ contacts; verified/)]);
    expect((await stat(target)).mode & 0o077).toBe(0);
    expect(await readdir(dirname(target))).not.toContain('backup.db.partial');
    expect(await command('backup', environment, [target])).toEqual({
      code: 1,
      output: `${target} already exists; choose another name.\n`,
    });

    await app.stop();
    await copyFile(target, `${target}.restored`);
    await using restored = await startDynamicsAppOn(app.emulator, {
      DATABASE_URL: `file:${target}.restored`,
      ENCRYPTION_KEY,
    });
    expect(await dataOf(restored.asUserOf(ACCOUNT)('config.get', { integrationId }))).toMatchObject({
      enabled: true,
    });
    await untilCompleted(restored, firstRun);
  });

  it('reseal all secrets with a new key, after which the old one can be removed', async () => {
    await app.connect(ACCOUNT);
    const next = { DATABASE_URL: app.databaseUrl, ENCRYPTION_KEY: randomBytes(32).toString('base64') };
    const refused = await command('rotate-keys', next, []);
    expect(refused.code).toBe(1);
    expect(refused.output).toContain('ENCRYPTION_KEY does not open the secrets');
    const both = { ...next, ENCRYPTION_KEY_PREVIOUS: ENCRYPTION_KEY };
    expect(await command('rotate-keys', both, [])).toEqual({
      code: 0,
      output:
        '1 integrations resealed; all 1 open with ENCRYPTION_KEY alone. You can remove ENCRYPTION_KEY_PREVIOUS.\n',
    });
    await app.stop();
    await using restarted = await startDynamicsAppOn(app.emulator, next);
    const [run] = (await push(restarted, 0, 1)).runs;
    await untilCompleted(restarted, run);
  });

  it('report what is missing', async () => {
    expect((await command('backup', {}, ['x'])).output).toContain('DATABASE_URL is missing');
    expect((await command('backup', { DATABASE_URL: app.databaseUrl }, [])).output).toContain(
      'Name the file',
    );
    expect(await command('backup', { DATABASE_URL: 'file:/nowhere/crm.sqlite' }, ['x'])).toEqual({
      code: 1,
      output: 'DATABASE_URL points to no database.\n',
    });
  });
});

async function push(app: DynamicsApp, from: number, count: number): Promise<PushResult> {
  const contacts = Array.from({ length: count }, (_, index) => ({
    id: `c-${from + index}`,
    email: `c-${from + index}@example.org`,
  }));
  return await dataOf(app.asService('sync.push', { accountId: ACCOUNT, contacts }));
}

async function untilCompleted(app: DynamicsApp, run: Run | undefined): Promise<void> {
  const user = app.asUserOf(ACCOUNT);
  await expect
    .poll(async () => (await dataOf<Run>(user('sync.get', { runId: run?.id }))).status, { timeout: 30_000 })
    .toBe('COMPLETED');
}

async function command(
  name: 'backup' | 'rotate-keys',
  environment: Record<string, string>,
  parameters: string[],
): Promise<{ code: number; output: string }> {
  const entry = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const env = { ...environment, NODE_COMPILE_CACHE: COMPILE_CACHE };
  return await new Promise((resolve) => {
    execFile(process.execPath, [entry, ...parameters], { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr });
    });
  });
}
