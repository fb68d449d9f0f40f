import { expect, test } from 'vitest';
import { caller, contacts, createSyncService, type SyncService } from '../../../test/harness/service.ts';
import { manualClock, testAudit } from '../../../test/harness/temporary-store.ts';
import { NonRetryableIntegrationError, RetryableIntegrationError } from '../../crm/integration-error.ts';
import { push } from '../push.ts';
import { cancel, getRun, start } from '../runs.ts';

const LEASE_MS = 30_000;
const HOUR_MS = 3_600_000;

test('a run continues after its pause although the integration was renamed meanwhile', async () => {
  const clock = manualClock();
  await using service = await pushed({ clock });
  service.crm.before = () => {
    throw new RetryableIntegrationError({ code: 'THROTTLED', retryAfterMs: HOUR_MS });
  };
  await drainOnce(service);
  await update(service, 1, { name: 'Another name' });
  await drainOnce(service);
  service.crm.before = () => undefined;
  expect(await service.store.tasks.nextDueMs()).toBe(clock.now() + HOUR_MS);
  clock.advance(HOUR_MS);
  await drainOnce(service);
  expect(service.crm.rows.size).toBe(3);
});

test('a mapping that is corrected while the old one fails does not leave the run paused', async () => {
  await using service = await pushed();
  service.crm.before = async () => {
    service.crm.before = () => undefined;
    await update(service, 1, { mapping: { emailaddress1: { field: 'email' } } });
    throw new NonRetryableIntegrationError({ code: 'MAPPING_INVALID' });
  };
  await drainOnce(service);
  const lease = await service.store.tasks.acquire('test', LEASE_MS);
  if (lease) await service.drain(lease, new AbortController().signal);
  expect(service.crm.rows.size).toBe(3);
});

test('a connection that is tested successfully while a drain ends is used again at once', async () => {
  await using service = await pushed();
  service.crm.before = () => {
    throw new NonRetryableIntegrationError({ code: 'CLIENT_SECRET_EXPIRED' });
  };
  const lease = await acquire(service);
  const release = await service.drain(lease, new AbortController().signal);
  const up = { status: 'UP', code: null, checkedAt: null } as const;
  await service.store.integrations.recordStatus('integration-1', up, ['RECONNECT']);
  await service.store.tasks.release(lease, release);
  service.crm.before = () => undefined;
  await drainOnce(service);
  expect(service.crm.rows.size).toBe(3);
});

test('a run that was cancelled after its process died ends, and none of it is written', async () => {
  await using service = await pushed();
  const dead = await acquire(service);
  expect(await service.store.drains.claim(dead, 10)).toHaveLength(3);
  const cancelled = await cancel(service.context, caller, service.runId);
  expect(cancelled.status).toBe('RUNNING');
  await update(service, 1, { credentials: { user: 'another' } });
  await drainOnce(service);
  expect(await getRun(service.context, caller, service.runId)).toMatchObject({
    status: 'CANCELLED',
    counts: { total: 3, pending: 0, skipped: 3 },
  });
  expect(service.crm.rows.size).toBe(0);
});

test('a run over stored contacts drops its cursor once it has expanded all of them', async () => {
  await using service = await pushed();
  await drainOnce(service);
  const { id } = await start(service.context, caller, {
    integrationId: 'integration-1',
    scope: { kind: 'ALL' },
  });
  await drainOnce(service);
  expect(await service.store.runs.find(1, id)).toMatchObject({ expanded: true, expandCursor: null });
});

async function pushed({ clock }: { clock?: ReturnType<typeof manualClock> } = {}) {
  const options = clock ? { runtime: { ...systemIds(), clock } } : {};
  const service = await createSyncService({ ...options, draining: false });
  const { runs } = await push(service.context, caller, { contacts: contacts(3) });
  return Object.assign(service, { runId: runs[0]?.id ?? '' });
}

function systemIds() {
  let next = 0;
  return {
    ids: { next: () => `id-${(next += 1)}` },
    randomness: { bytes: (length: number) => new Uint8Array(length), fraction: () => 0.5 },
  };
}

async function drainOnce(service: SyncService): Promise<void> {
  const lease = await acquire(service);
  await service.store.tasks.release(lease, await service.drain(lease, new AbortController().signal));
}

async function acquire({ store }: SyncService) {
  const lease = await store.tasks.acquire('test', LEASE_MS);
  if (!lease) throw new Error('nothing is due');
  return lease;
}

async function update({ store }: SyncService, version: number, change: object): Promise<void> {
  await store.integrations.update({
    accountId: 1,
    integrationId: 'integration-1',
    version,
    change,
    resumes: ['MAPPING'],
    audit: testAudit,
  });
}
