import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { caller, contact, syncHouse } from '../harness/sync-house.ts';
import { fastRuntime } from './support/fast-runtime.ts';
import { findFlaws } from './support/file-invariants.ts';
import { fullDisk } from './support/full-disk.ts';
import { lookAgain } from './support/wait.ts';

const PUSHES = 6;
const CONTACTS_A_PUSH = 40;
/** A disk that fills up at each of these steps, and for so many steps takes nothing more. */
const STEPS = Array.from({ length: 24 }, (_, index) => index + 2);
const FULL_FOR = 12;
/** Time runs a hundred times as fast, and a slow machine must not lose its lease by that. */
const A_LONG_LEASE_MS = 3_600_000;

test('a disk that is full at any step stops cleanly: the caller is told, and all arrives when there is room', async () => {
  let refusals = 0;
  for (const from of STEPS) refusals += await fillUpAt(from);
  // A step that finds room in the pages that are there succeeds, and may.
  expect(refusals).toBeGreaterThan(STEPS.length);
}, 180_000);

async function fillUpAt(from: number): Promise<number> {
  const disk = fullDisk(from, FULL_FOR);
  await using house = await syncHouse({
    runtime: fastRuntime(100),
    store: disk.options,
    leaseMs: A_LONG_LEASE_MS,
  });
  const path = house.databaseUrl.slice('file:'.length);
  const reader = new Sqlite(path, { readonly: true });
  const claimed = reader.prepare<[], string>("select contact_id from items where state = 'CLAIMED'").pluck();
  const unrecorded: string[] = [];
  house.crm.before = (batch) => {
    const recorded = new Set(claimed.all());
    unrecorded.push(...batch.map(({ id }) => id).filter((id) => !recorded.has(id)));
  };
  let refusals = 0;
  for (let number = 0; number < PUSHES; number += 1) {
    const contacts = Array.from({ length: CONTACTS_A_PUSH }, (_, index) => large(`${number}-${index}`));
    refusals += await pushPatiently(house, { contacts, idempotencyKey: `push-${number}` });
  }
  while (house.crm.rows.size < PUSHES * CONTACTS_A_PUSH) await lookAgain();
  while (findFlaws(path).length > 0) await lookAgain();
  reader.close();
  expect(unrecorded).toEqual([]);
  expect(house.errors.filter((error) => !isUnavailable(error))).toEqual([]);
  return refusals + house.errors.length;
}

/** As our documents tell callers: what is UNAVAILABLE is called again with its key. */
async function pushPatiently(
  { sync }: Awaited<ReturnType<typeof syncHouse>>,
  input: Parameters<typeof sync.push>[1],
): Promise<number> {
  for (let refusals = 0; ; refusals += 1) {
    try {
      await sync.push(caller, input);
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
