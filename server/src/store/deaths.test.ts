import type { ContactOutcome } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { contacts } from '../../test/harness/service.ts';
import {
  integrationRecord,
  manualClock,
  temporaryStore,
  testAudit,
} from '../../test/harness/temporary-store.ts';
import { prepareContacts } from '../sync/push.ts';
import { MAX_BATCH_CONTACTS } from './choose-items.ts';
import type { ClaimedItem } from './commit-batch.ts';
import { BATCH_DIVISOR, MAX_DEATHS } from './deaths.ts';
import type { Store } from './index.ts';
import { MAX_INTERRUPTED_WAIT_MS } from './lease-queue.ts';

const LEASE_MS = 30_000;
const KILLER = 'contact-2700';

test('the one contact that a process dies of is isolated by few deaths and fails; all others are synced', async () => {
  const clock = manualClock();
  await using file = await temporaryStore(clock);
  const { store } = file;
  await pushContacts(store, 4_000);
  /** The sizes of the batches that contained the contact. */
  const deadly: number[] = [];
  for (let lease = await acquire(store); lease; lease = await acquire(store)) {
    const inFlight: ClaimedItem[][] = [];
    while (inFlight.length < 4) {
      const claimed = await store.drains.claim(lease);
      if (!claimed || claimed.length === 0) break;
      inFlight.push(claimed);
    }
    const fatal = inFlight.find((batch) => batch.some(({ contact }) => contact.id === KILLER));
    if (fatal) {
      deadly.push(fatal.length);
      clock.advance(LEASE_MS + 1);
      continue;
    }
    for (const claimed of inFlight) {
      const outcomes = claimed.map(({ contact }) => unchanged(contact.id));
      await store.drains.commit(lease, { environmentId: 'e', settingsHash: 's', claimed, outcomes });
    }
    await store.tasks.release(lease, inFlight.length > 0 ? { kind: 'MORE' } : { kind: 'DONE' });
  }
  expect(deadly).toHaveLength(MAX_DEATHS);
  for (const [index, size] of deadly.entries()) {
    expect(size).toBeLessThanOrEqual(Math.max(MAX_BATCH_CONTACTS / BATCH_DIVISOR ** index, 1));
  }
  expect(deadly.slice(-3)).toEqual([1, 1, 1]);
  const [run] = (await store.runs.list('integration-1', { beforeSequence: null, limit: 1 })).runs;
  expect(run).toMatchObject({ status: 'COMPLETED_WITH_ERRORS', failed: 1, unchanged: 3_999 });
  const failed = { outcome: 'FAILED' as const };
  const { items } = await store.runs.listItems(run?.id ?? '', failed, { afterId: 0, limit: 10 });
  expect(items).toMatchObject([
    { contactId: KILLER, reason: 'PROCESSING_CRASHED', details: { error: { code: 'PROCESSING_CRASHED' } } },
  ]);
});

test.each([
  { how: 'released', isReleased: true, failed: 0 },
  { how: 'interrupted again', isReleased: false, failed: 1 },
])('a drain that is $how after deaths: $failed contacts fail', async ({ isReleased, failed }) => {
  const clock = manualClock();
  await using file = await temporaryStore(clock);
  const { store } = file;
  await pushContacts(store, 1);
  for (let deaths = 0; deaths < MAX_DEATHS; deaths += 1) {
    const lease = await acquire(store);
    if (!lease) throw new Error('nothing to drain');
    expect(await store.drains.claim(lease)).toHaveLength(1);
    if (isReleased && deaths === 1) await store.tasks.release(lease, { kind: 'MORE' });
    clock.advance(LEASE_MS + 1);
  }
  await acquire(store);
  const [run] = (await store.runs.list('integration-1', { beforeSequence: null, limit: 1 })).runs;
  expect(run).toMatchObject({ failed });
});

test.each([
  { other: 'a contact', claims: [1, 2] },
  { other: 'a drain that has claimed nothing', claims: [1] },
])('a contact whose process dies beside $other of another account never fails', async ({ claims }) => {
  const clock = manualClock();
  await using file = await temporaryStore(clock);
  const { store } = file;
  await pushContacts(store, 1);
  await pushContacts(store, 1, 2);
  const claimed: number[] = [];
  for (let deaths = 0; deaths < 2 * MAX_DEATHS; deaths += 1) {
    for (let account = 0; account < 2; account += 1) {
      const lease = await acquire(store, `process-${deaths}`);
      if (!lease) throw new Error('nothing to drain');
      if (claims.includes(lease.accountId)) claimed.push((await store.drains.claim(lease))?.length ?? 0);
    }
    clock.advance(LEASE_MS + MAX_INTERRUPTED_WAIT_MS);
  }
  expect(claimed).toEqual(Array.from({ length: 2 * MAX_DEATHS * claims.length }, () => 1));
});

async function acquire(store: Store, owner = 'test') {
  return await store.tasks.acquire(owner, LEASE_MS);
}

async function pushContacts(store: Store, count: number, accountId = 1): Promise<void> {
  await store.integrations.insert(
    integrationRecord({ id: `integration-${accountId}`, accountId }),
    testAudit,
  );
  await store.pushes.acceptPush({
    accountId,
    contacts: prepareContacts(contacts(count)),
    customFields: [],
    idempotentCall: null,
    newRunId: () => crypto.randomUUID(),
    formatResponse: () => '',
  });
}

function unchanged(contactId: string): ContactOutcome {
  return {
    contactId,
    outcome: 'UNCHANGED',
    reason: null,
    crmContactId: `crm-${contactId}`,
    candidates: [],
    changedAttributes: [],
    changes: [],
    warnings: [],
    error: null,
  };
}
