import { expect, test } from 'vitest';
import { contacts } from '../../test/harness/service.ts';
import {
  integrationRecord,
  manualClock,
  temporaryStore,
  testAudit,
} from '../../test/harness/temporary-store.ts';
import { prepareContacts } from '../sync/push.ts';
import { MAX_DEATHS } from './deaths.ts';
import type { Store } from './index.ts';
import { MAX_INTERRUPTED_WAIT_MS } from './lease-queue.ts';

const LEASE_MS = 30_000;

test('an integration is drained by one process at a time', async () => {
  await using file = await temporaryStore();
  const other = file.openAnother();
  await pushSome(file.store);
  expect(await file.store.tasks.acquire('one', LEASE_MS)).toMatchObject({ integrationId: 'integration-1' });
  expect(await other.tasks.acquire('two', LEASE_MS)).toBeNull();
});

test('an expired lease is taken over, and its former holder can commit nothing', async () => {
  const clock = manualClock();
  await using file = await temporaryStore(clock);
  const { tasks, drains } = file.store;
  await pushSome(file.store);
  const frozen = await mustAcquire(file.store, 'frozen');
  const claimed = await drains.claim(frozen, 10);
  expect(claimed).toHaveLength(3);

  clock.advance(LEASE_MS + 1);
  const successor = await mustAcquire(file.store, 'successor');
  expect(await drains.claim(successor, 10)).toHaveLength(3);

  expect(await tasks.renew(frozen, LEASE_MS)).toBe(false);
  const batch = { environmentId: 'e', settingsHash: 's', claimed: claimed ?? [], outcomes: [] };
  expect(await drains.commit(frozen, batch)).toBeNull();
  expect(await drains.claim(frozen, 10)).toBeNull();
});

test('a drain that is interrupted again and again before it claims anything is begun less and less often', async () => {
  const clock = manualClock();
  await using file = await temporaryStore(clock);
  await pushSome(file.store);
  const waitsMs: number[] = [];
  for (let interrupted = 0; interrupted < 20; interrupted += 1) {
    const expiresAtMs = clock.now() + LEASE_MS;
    await mustAcquire(file.store, 'dying');
    const dueMs = (await file.store.tasks.nextDueMs()) ?? 0;
    waitsMs.push(dueMs - expiresAtMs);
    clock.advance(dueMs - clock.now() - 1);
    expect(await file.store.tasks.acquire('early', LEASE_MS)).toBeNull();
    clock.advance(1);
  }
  expect(waitsMs.slice(0, MAX_DEATHS + 3)).toEqual([
    ...Array<number>(MAX_DEATHS).fill(0),
    1_000,
    2_000,
    4_000,
  ]);
  expect(waitsMs.at(-1)).toBe(MAX_INTERRUPTED_WAIT_MS);
});

test('changed credentials revoke the lease of the current drain', async () => {
  await using file = await temporaryStore();
  const { integrations, drains } = file.store;
  await pushSome(file.store);
  const lease = await mustAcquire(file.store, 'drainer');
  await drains.claim(lease, 10);
  const change = { credentials: { tenantId: 'another' } };
  await integrations.update({
    accountId: 1,
    integrationId: 'integration-1',
    version: 1,
    change,
    resumes: [],
    audit: testAudit,
  });
  expect(await drains.claim(lease, 10)).toBeNull();
  expect(await drains.claim(await mustAcquire(file.store, 'next'), 10)).toHaveLength(3);
});

test('a parked task is not due before its time', async () => {
  const clock = manualClock();
  await using file = await temporaryStore(clock);
  const { tasks } = file.store;
  await pushSome(file.store);
  const untilMs = clock.now() + 5_000;
  await tasks.release(await mustAcquire(file.store, 'one'), { kind: 'PARKED', untilMs });
  expect(await tasks.acquire('one', LEASE_MS)).toBeNull();
  expect(await tasks.nextDueMs()).toBe(untilMs);
  clock.advance(5_000);
  expect(await tasks.acquire('one', LEASE_MS)).not.toBeNull();
});

test('work that is added during a drain is drained afterwards', async () => {
  await using file = await temporaryStore();
  const { tasks } = file.store;
  await pushSome(file.store);
  const lease = await mustAcquire(file.store, 'one');
  await pushSome(file.store);
  await tasks.release(lease, { kind: 'DONE' });
  expect(await tasks.acquire('one', LEASE_MS)).not.toBeNull();
});

test('two enabled integrations of one account never share an environment', async () => {
  await using file = await temporaryStore();
  const { integrations } = file.store;
  await integrations.insert(integrationRecord({ environmentId: 'e' }), testAudit);
  const second = integrationRecord({ id: 'integration-2', environmentId: 'e', enabled: false });
  await integrations.insert(second, testAudit);
  const enable = {
    accountId: 1,
    integrationId: second.id,
    version: 1,
    change: { enabled: true },
    resumes: [],
    audit: testAudit,
  };
  expect(await integrations.update(enable)).toEqual({ kind: 'ENVIRONMENT_IN_USE' });
});

async function pushSome(store: Store): Promise<void> {
  if ((await store.integrations.list(1)).length === 0) {
    await store.integrations.insert(integrationRecord(), testAudit);
  }
  await store.pushes.acceptPush({
    accountId: 1,
    contacts: prepareContacts(contacts(3)),
    customFields: [],
    idempotentCall: null,
    newRunId: () => crypto.randomUUID(),
    formatResponse: () => '',
  });
}

async function mustAcquire(store: Store, owner: string) {
  const lease = await store.tasks.acquire(owner, LEASE_MS);
  if (!lease) throw new Error('nothing to drain');
  return lease;
}
