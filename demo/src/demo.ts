import { createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '@goodfunds/dataverse-emulator';
import { createApp, type Settings } from '@goodfunds/server';
import { createProviders } from '@goodfunds/server/providers';
import type { Express } from 'express';
import { type DemoKeys, makeDemoKeys } from './demo-keys.ts';
import { addDemoPage, createSite } from './demo-site.ts';
import type { Credentials } from './first-sync.ts';
import { SAMPLE_DOMAINS, sampleCrmRows } from './sample-contacts.ts';

export type Demo = {
  url: string;
  keys: DemoKeys;
  emulator: Emulator;
  credentials: Credentials;
  [Symbol.asyncDispose](): Promise<void>;
};

/**
 * The whole product on one loopback port: emulator, server, SQLite, and a page with the panel.
 */
export async function startDemo({ port }: { port: number }): Promise<Demo> {
  await using started = new AsyncDisposableStack();
  const site = createSite();
  const url = await serve(started, site, port);

  const emulator = started.use(await startEmulator());
  for (const domain of Object.values(SAMPLE_DOMAINS)) emulator.seed({ rows: sampleCrmRows(domain) });
  const folder = await mkdtemp(join(tmpdir(), 'goodfunds-demo-'));
  started.defer(async () => await rm(folder, { recursive: true, force: true }));

  const keys = await makeDemoKeys();
  const settings = demoSettings(keys, emulator, join(folder, 'demo.sqlite'));
  const app = await createApp({ settings, providers: createProviders(settings) });
  started.defer(async () => await app.stop());
  app.start();
  const credentials = credentialsOf(emulator);
  addDemoPage(site, { keys, values: { ...credentials, serviceKey: keys.serviceKey } });
  site.use(app.handler);

  const running = started.move();
  return {
    url,
    keys,
    emulator,
    credentials,
    [Symbol.asyncDispose]: async () => await running.disposeAsync(),
  };
}

function credentialsOf({ tenantId, clientId, clientSecret, baseUrl }: Emulator): Credentials {
  return { tenantId, clientId, clientSecret, environmentUrl: baseUrl };
}

/** Binds the port before anything else starts, so that an occupied port is reported at once. */
async function serve(started: AsyncDisposableStack, site: Express, port: number): Promise<string> {
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

/** Of a service that only this machine can reach, with one emulated CRM. */
export function demoSettings(keys: DemoKeys, emulator: Emulator, file: string): Settings {
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
    metrics: null,
    development: true,
  };
}
