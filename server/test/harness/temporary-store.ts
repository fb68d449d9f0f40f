import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Contact, DEFAULT_SYNC_RULES, NO_SCHEDULE } from '@goodfunds/shared';
import { contactSchema } from '@goodfunds/shared/schemas';
import Sqlite from 'better-sqlite3';
import type { Clock } from '../../src/runtime/runtime.ts';
import { systemRuntime } from '../../src/runtime/system-runtime.ts';
import { openStore, type Store, type StoreOptions } from '../../src/store/index.ts';
import type { IntegrationRecord } from '../../src/store/integrations.ts';
import { filePath } from '../../src/store/sqlite/open.ts';

export type TemporaryStore = {
  store: Store;
  databaseUrl: string;
  /** A second connection to the same file, as another process has. */
  openAnother(): Store;
  [Symbol.asyncDispose](): Promise<void>;
};

/** A store on its own database file. */
export async function temporaryStore(
  clock: Clock = systemRuntime.clock,
  options: Partial<StoreOptions> = {},
): Promise<TemporaryStore> {
  const folder = await mkdtemp(join(tmpdir(), 'goodfunds-crm-'));
  const databaseUrl = `file:${join(folder, 'crm.sqlite')}`;
  const stores: Store[] = [];
  const open = (): Store => {
    const store = openStore({ databaseUrl, clock, ...options });
    stores.push(store);
    return store;
  };
  return {
    store: open(),
    databaseUrl,
    openAnother: open,
    [Symbol.asyncDispose]: async () => {
      for (const store of stores) await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The values that the bytes of the database file and its two companions contain. Another process reads them: closing
 * the file in this one would release the locks that SQLite holds.
 *
 * @see https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
 */
export async function findInFile(databaseUrl: string, values: readonly string[]): Promise<string[]> {
  const path = filePath(databaseUrl);
  const { stdout } = await promisify(execFile)(
    'cat',
    ['', '-wal', '-shm'].map((suffix) => `${path}${suffix}`),
    { encoding: 'latin1', maxBuffer: 1_000_000_000 },
  );
  return values.filter((value) => stdout.includes(value));
}

/** Gives a stored contact more content than a push can have, as one of an older version of the service can have. */
export function growContact(databasePath: string, contactId: string, bytes: number): void {
  const file = new Sqlite(databasePath);
  const content = file.prepare('select content from contacts where contact_id = ?').pluck().get(contactId);
  const contact = contactSchema.parse(JSON.parse(String(content)));
  const note = 'x'.repeat(100_000);
  const customFields: Contact['customFields'] = {};
  for (let count = 0; count * note.length < bytes; count += 1) customFields[`note${count}`] = note;
  file
    .prepare('update contacts set content = ? where contact_id = ?')
    .run(JSON.stringify({ ...contact, customFields }), contactId);
  file.close();
}

/** A clock that only `advance` moves; it wakes sleepers that are due. */
export function manualClock(
  nowMs = Date.parse('2026-01-01T00:00:00Z'),
): Clock & { advance(byMs: number): void } {
  let now = nowMs;
  const sleepers = new Set<{ atMs: number; wake: () => void }>();
  return {
    now: () => now,
    sleep: async (durationMs, signal) => {
      await new Promise<void>((resolve, reject) => {
        const sleeper = { atMs: now + durationMs, wake: resolve };
        sleepers.add(sleeper);
        const abort = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
        };
        if (signal?.aborted) abort();
        else signal?.addEventListener('abort', abort, { once: true });
      });
    },
    advance: (byMs) => {
      now += byMs;
      for (const sleeper of sleepers) {
        if (sleeper.atMs > now) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
  };
}

export function integrationRecord(overrides: Partial<IntegrationRecord> = {}): IntegrationRecord {
  return {
    id: 'integration-1',
    accountId: 1,
    provider: 'memory',
    name: 'CRM',
    credentials: {},
    secrets: {},
    credentialsVersion: 1,
    mapping: { emailaddress1: { field: 'email' }, firstname: { field: 'firstName' } },
    ...DEFAULT_SYNC_RULES,
    schedule: NO_SCHEDULE,
    changedDueMs: null,
    allDueMs: null,
    enabled: true,
    environmentId: null,
    status: { status: 'UNKNOWN', code: null, checkedAt: null },
    version: 1,
    createdAtMs: 0,
    updatedAtMs: 0,
    changedBy: null,
    ...overrides,
  };
}

export const testAudit = {
  accountId: 1,
  integrationId: 'integration-1',
  actor: 'test',
  action: 'INTEGRATION_UPDATED' as const,
  changes: {},
};
