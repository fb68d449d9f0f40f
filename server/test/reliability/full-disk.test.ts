import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { push } from '../../src/sync/push.ts';
import { caller, contact, createSyncService, type SyncService } from '../harness/service.ts';
import { findDatabaseErrors } from './support/database-checks.ts';
import { fastRuntime } from './support/fast-runtime.ts';
import { fullDisk } from './support/full-disk.ts';
import { pollDelay } from './support/wait.ts';

const PUSHES = 6;
const CONTACTS_PER_PUSH = 40;
/** The disk is full from each of these durable steps on, for FULL_STEPS steps. */
const STEPS = Array.from({ length: 24 }, (_, index) => index + 2);
const FULL_STEPS = 12;
/** Time runs a hundred times as fast; a slow machine must not lose its lease because of that. */
const LONG_LEASE_MS = 3_600_000;

test('a disk full at any step is reported to the caller, and everything arrives once there is space', async () => {
  let refusals = 0;
  for (const from of STEPS) refusals += await fillUpAt(from);
  // Steps that find space in existing pages succeed.
  expect(refusals).toBeGreaterThan(STEPS.length);
}, 180_000);

async function fillUpAt(from: number): Promise<number> {
  await using service = await createSyncService({
    runtime: fastRuntime(100),
    store: fullDisk(from, FULL_STEPS),
    leaseMs: LONG_LEASE_MS,
  });
  const path = service.databaseUrl.slice('file:'.length);
  const reader = new Sqlite(path, { readonly: true });
  const claimed = reader.prepare<[], string>("select contact_id from items where state = 'CLAIMED'").pluck();
  const unclaimed: string[] = [];
  service.crm.before = (batch) => {
    const claimedIds = new Set(claimed.all());
    unclaimed.push(...batch.map(({ id }) => id).filter((id) => !claimedIds.has(id)));
  };
  let refusals = 0;
  for (let number = 0; number < PUSHES; number += 1) {
    const contacts = Array.from({ length: CONTACTS_PER_PUSH }, (_, index) => large(`${number}-${index}`));
    refusals += await pushWithRetry(service, { contacts, idempotencyKey: `push-${number}` });
  }
  while (service.crm.rows.size < PUSHES * CONTACTS_PER_PUSH) await pollDelay();
  while (findDatabaseErrors(path).length > 0) await pollDelay();
  reader.close();
  expect(unclaimed).toEqual([]);
  expect(service.errors.filter((error) => !isUnavailable(error))).toEqual([]);
  return refusals + service.errors.length;
}

/** As documented for callers: repeat an UNAVAILABLE call with its key. */
async function pushWithRetry({ context }: SyncService, input: Parameters<typeof push>[2]): Promise<number> {
  for (let refusals = 0; ; refusals += 1) {
    try {
      await push(context, caller, input);
      return refusals;
    } catch (error) {
      if (!isUnavailable(error)) throw error;
    }
  }
}

function isUnavailable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'UNAVAILABLE';
}

function large(id: string) {
  return contact(id, { customFields: { essay: 'x'.repeat(1_500) } });
}
