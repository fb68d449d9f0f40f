import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportSPKI, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  freePort,
  refusedStart,
  type ServerSettings,
  startServerProcess,
} from '../test/harness/processes.ts';

describe('the service exits with code 1 and one sentence', () => {
  let folder: string;
  let settings: ServerSettings;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'goodfunds-serve-'));
    const { publicKey } = await generateKeyPair('RS256', { extractable: true });
    settings = {
      PORT: '0',
      DATABASE_URL: `file:${join(folder, 'crm.sqlite')}`,
      ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      SERVICE_KEYS: randomBytes(32).toString('base64url'),
      GOODFUNDS_JWT_PUBLIC_KEY: await exportSPKI(publicKey),
    };
  });
  afterAll(async () => await rm(folder, { recursive: true, force: true }));

  it('for a malformed setting', async () => {
    expect(await refusedStart({ ...settings, ENCRYPTION_KEY: 'hunter2' })).toEqual({
      code: 1,
      stderr: 'ENCRYPTION_KEY must be exactly 32 bytes in base64 (44 characters).\n',
    });
  });

  it('for development settings unless NODE_ENV is development or test', async () => {
    expect(await refusedStart({ ...settings, DATAVERSE_DEV_ORIGINS: 'http://127.0.0.1:1' })).toEqual({
      code: 1,
      stderr: 'DATAVERSE_DEV_ORIGINS is accepted only when NODE_ENV is development or test.\n',
    });
  });

  it('for a database that cannot be opened', async () => {
    const DATABASE_URL = `file:${join(folder, 'no-such-folder', 'crm.sqlite')}`;
    const { code, stderr } = await refusedStart({ ...settings, DATABASE_URL });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The database of DATABASE_URL cannot be opened \(.+\)\.\n$/);
  });

  it('for a database without a write-ahead log', async () => {
    const { code, stderr } = await refusedStart({ ...settings, DATABASE_URL: 'file::memory:' });
    expect([code, stderr]).toEqual([
      1,
      'The database of DATABASE_URL cannot be opened (journal_mode is memory but must be wal).\n',
    ]);
  });

  it('for an encryption key that is not that of the database, until the right one is set again', async () => {
    const DATABASE_URL = `file:${join(folder, 'keys.sqlite')}`;
    const url = `http://127.0.0.1:${await freePort()}`;
    const started = { ...settings, DATABASE_URL, PORT: new URL(url).port };
    await (await startServerProcess(started, url)).stop();
    expect((await stat(join(folder, 'keys.sqlite'))).mode & 0o077).toBe(0);
    const wrong = { ...started, ENCRYPTION_KEY: randomBytes(32).toString('base64') };
    expect(await refusedStart(wrong)).toEqual({
      code: 1,
      stderr:
        'ENCRYPTION_KEY does not open the secrets in the database; set the key that sealed them, after a key rotation as ENCRYPTION_KEY_PREVIOUS.\n',
    });
    const rotated = { ...wrong, ENCRYPTION_KEY_PREVIOUS: settings['ENCRYPTION_KEY'] ?? '' };
    await (await startServerProcess(rotated, url)).stop();
    expect((await refusedStart(started)).stderr).toContain('ENCRYPTION_KEY does not open');
    await (await startServerProcess(wrong, url)).stop();
  });

  it('for an address in use', async () => {
    const occupant = createServer().listen(0, '127.0.0.1');
    await once(occupant, 'listening');
    const { port } = occupant.address() as AddressInfo;
    const { code, stderr } = await refusedStart({ ...settings, PORT: String(port) });
    occupant.close();
    expect([code, stderr]).toEqual([1, `The server cannot listen on 127.0.0.1:${port} (EADDRINUSE).\n`]);
  });
});
