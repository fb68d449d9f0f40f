import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contact, Run } from '@goodfunds/shared';
import { SignJWT } from 'jose';
import { type App, type AppOptions, createApp } from '../../src/app.ts';
import type { Drain } from '../../src/queue/drain-queue.ts';
import { createLog, type Log } from '../../src/runtime/log.ts';
import { createMetrics } from '../../src/runtime/metrics.ts';
import { systemRuntime } from '../../src/runtime/system-runtime.ts';
import { LEASE_MS } from '../../src/runtime/timeouts.ts';
import { readSettings, type Settings } from '../../src/settings.ts';
import { openStore, type Store, type StoreOptions } from '../../src/store/index.ts';
import { filePath } from '../../src/store/sqlite/open.ts';
import { drainIntegration } from '../../src/sync/drain/drain.ts';
import { progress } from '../../src/sync/progress.ts';
import { createMemoryProvider, type MemoryCrm, memoryCredentials } from './memory-crm.ts';
import { integrationRecord, testAudit } from './temporary-store.ts';

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** Settings of the service, as an operator sets them in the environment. */
export function testSettings(environment: Record<string, string> = {}): Settings {
  return readSettings({
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: 'file:unused.sqlite',
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    SERVICE_KEYS: randomBytes(32).toString('base64url'),
    GOODFUNDS_JWT_PUBLIC_KEY: String(keys.publicKey.export({ type: 'spki', format: 'pem' })),
    ...environment,
  });
}

export async function userToken(accountId: number, expires = '1h'): Promise<string> {
  return await new SignJWT({ activeAccountId: accountId, userId: 42, fullName: 'Anna Muster' })
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer('goodfunds.de')
    .setSubject('anna')
    .setExpirationTime(expires)
    .sign(keys.privateKey);
}

export type Service = Omit<App, 'stop'> &
  AsyncDisposable & {
    settings: Settings;
    store: Store;
    databaseUrl: string;
    databasePath: string;
    logLines: string[];
    /** All errors that were logged. */
    errors: unknown[];
    /** Can be called twice. The database is kept until the service is disposed of. */
    stop(): Promise<void>;
  };

export type ServiceOptions = Omit<AppOptions, 'settings' | 'store' | 'log'> & {
  environment?: Record<string, string>;
  store?: Partial<StoreOptions>;
};

/** The service on its own database, unless DATABASE_URL names another one. */
export async function createService({
  environment = {},
  store: storeOptions,
  ...options
}: ServiceOptions): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), 'goodfunds-crm-'));
  const settings = testSettings({ DATABASE_URL: `file:${join(folder, 'crm.sqlite')}`, ...environment });
  const { databaseUrl } = settings;
  const { clock } = options.runtime ?? systemRuntime;
  const store = openStore({ databaseUrl, clock, ...storeOptions });
  const logLines: string[] = [];
  const errors: unknown[] = [];
  const app = await createApp({ ...options, settings, store, log: recordingLog(logLines, errors) });
  let stopping: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    stopping ??= app.stop();
    await stopping;
  };
  return {
    ...app,
    settings,
    store,
    databaseUrl,
    databasePath: filePath(databaseUrl),
    logLines,
    errors,
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function recordingLog(lines: string[], errors: unknown[]): Log {
  const log = createLog('trace', { write: (line: string) => void lines.push(line) });
  return {
    ...log,
    error: (event, fields) => {
      log.error(event, fields);
      errors.push(fields?.error);
    },
  };
}

export const caller = { accountId: 1, actor: 'test' };

export type SyncService = Service & {
  crm: MemoryCrm;
  /** Drains with a lease that the test acquired. */
  drain: Drain;
  /** Waits until the run has one of the statuses, or has finished. */
  untilRun(runId: string, ...statuses: Run['status'][]): Promise<Run>;
};

/** A service with one enabled integration of a CRM in memory. It drains unless `draining` is false. */
export async function createSyncService({
  draining = true,
  ...options
}: Omit<ServiceOptions, 'providers'> & { draining?: boolean } = {}): Promise<SyncService> {
  const provider = createMemoryProvider();
  const service = await createService({ ...options, providers: [provider] });
  const { store, context, queue } = service;
  await store.integrations.insert(integrationRecord({ credentials: memoryCredentials() }), testAudit);
  if (draining) queue.start();
  return {
    ...service,
    crm: provider.crm,
    drain: async (lease, signal) =>
      await drainIntegration(
        {
          ...context,
          clock: context.runtime.clock,
          metrics: createMetrics({ process: false }),
          leaseMs: LEASE_MS,
        },
        lease,
        signal,
      ),
    untilRun: async (runId, ...statuses) => {
      for await (const run of progress(context, caller, runId)) {
        if (run.finishedAt !== null || statuses.includes(run.status)) return run;
      }
      throw new Error(`the progress of run ${runId} ended too early`);
    },
  };
}

export function contact(id: string, fields: Partial<Contact> = {}): Contact {
  return { id, email: `${id}@example.org`, firstName: `First ${id}`, ...fields };
}

export function contacts(count: number, prefix = 'contact'): Contact[] {
  return Array.from({ length: count }, (_, index) => contact(`${prefix}-${index}`));
}
