import { createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '@goodfunds/dataverse-emulator';
import { type App, createApp, createLog, type Settings } from '@goodfunds/server';
import { type DemoKeys, makeDemoKeys } from './demo-keys.ts';
import { createDemoSite } from './demo-site.ts';
import type { Credentials } from './first-sync.ts';
import { SAMPLE_CRM_ROWS } from './sample-contacts.ts';

export type Demo = {
  url: string;
  keys: DemoKeys;
  credentials: Credentials;
  emulator: Emulator;
  [Symbol.asyncDispose](): Promise<void>;
};

/** The whole product on embedded parts, on one loopback port: emulator, server, SQLite, and a page around the panel. */
export async function startDemo(options: { port: number }): Promise<Demo> {
  await using started = new AsyncDisposableStack();
  const emulator = started.use(await startEmulator());
  emulator.seed({ rows: SAMPLE_CRM_ROWS });
  const folder = await mkdtemp(join(tmpdir(), 'goodfunds-demo-'));
  started.defer(async () => await rm(folder, { recursive: true, force: true }));

  const keys = await makeDemoKeys();
  const settings = demoSettings(keys, emulator, join(folder, 'demo.sqlite'));
  const app = createApp({ settings, log: createLog(settings.logLevel) });
  started.defer(async () => await app.stop());
  app.start();

  const credentials: Credentials = {
    tenantId: emulator.tenantId,
    clientId: emulator.clientId,
    clientSecret: emulator.clientSecret,
    environmentUrl: emulator.baseUrl,
  };
  const url = await serve(started, createDemoSite(keys, credentials), app, options.port);
  const running = started.move();
  return {
    url,
    keys,
    credentials,
    emulator,
    [Symbol.asyncDispose]: async () => await running.disposeAsync(),
  };
}

async function serve(
  started: AsyncDisposableStack,
  site: ReturnType<typeof createDemoSite>,
  app: App,
  port: number,
): Promise<string> {
  site.use(app.handler);
  const server = createServer(site);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  started.defer(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function demoSettings(keys: DemoKeys, emulator: Emulator, file: string): Settings {
  return {
    port: 0,
    host: '127.0.0.1',
    databaseUrl: `file:${file}`,
    encryptionKey: Buffer.from(keys.encryptionKey, 'base64'),
    previousEncryptionKey: null,
    serviceKeys: [keys.serviceKey],
    userTokens: { publicKey: createPublicKey(keys.publicKey), jwksUrl: null, issuer: 'goodfunds.de' },
    allowedOrigins: [],
    dataverseDevOrigins: [emulator.baseUrl],
    entraAuthority: emulator.authority,
    logLevel: 'warn',
    development: true,
  };
}
