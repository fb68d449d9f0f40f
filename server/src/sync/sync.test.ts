import { expect, test } from 'vitest';
import { caller, contact, contacts, createSyncService } from '../../test/harness/service.ts';
import { testAudit } from '../../test/harness/temporary-store.ts';
import { NonRetryableIntegrationError, RetryableIntegrationError } from '../crm/integration-error.ts';
import { forgetContact } from './contacts.ts';
import { push } from './push.ts';
import { cancel, getRun, listCauses, listItems, start } from './runs.ts';

test('a push writes each contact to the CRM once, and the run has an outcome for each', async () => {
  await using service = await createSyncService();
  const { accepted, runs } = await push(service.context, caller, {
    contacts: [...contacts(3), contact('no-email', { email: null })],
  });
  expect(accepted).toBe(4);
  const run = await service.untilRun(runs[0]?.id ?? '');
  expect(run).toMatchObject({
    status: 'COMPLETED',
    counts: { total: 4, pending: 0, created: 3, updated: 0, unchanged: 0, skipped: 1, review: 1, failed: 0 },
  });
  const { items } = await listItems(service.context, caller, { runId: run.id, outcome: 'SKIPPED' });
  expect(items).toMatchObject([{ contactId: 'no-email', reason: 'NO_EMAIL' }]);
  expect(service.crm.rows.size).toBe(3);
});

test('listCauses counts the contacts that were not written, by reason', async () => {
  await using service = await createSyncService();
  const { runs } = await push(service.context, caller, {
    contacts: [
      ...contacts(2),
      contact('no-email', { email: null }),
      contact('no-email-either', { email: null }),
    ],
  });
  const run = await service.untilRun(runs[0]?.id ?? '');
  expect(await listCauses(service.context, caller, run.id)).toEqual({
    causes: [{ outcome: 'SKIPPED', reason: 'NO_EMAIL', count: 2 }],
    contradictions: [],
  });
});

test('pushes join a run that has not started, and each contact is in it once', async () => {
  await using service = await createSyncService({ draining: false });
  const first = await push(service.context, caller, { contacts: contacts(2) });
  const second = await push(service.context, caller, { contacts: contacts(3) });
  expect(second.runs).toMatchObject([{ id: first.runs[0]?.id, counts: { total: 3, pending: 3 } }]);
});

test('a push repeated with its idempotency key returns the same response; another body is a conflict', async () => {
  await using service = await createSyncService();
  const first = await push(service.context, caller, { contacts: contacts(2), idempotencyKey: 'k' });
  await service.untilRun(first.runs[0]?.id ?? '');
  const again = await push(service.context, caller, { contacts: contacts(2), idempotencyKey: 'k' });
  expect(again).toEqual(first);
  await expect(
    push(service.context, caller, { contacts: contacts(1), idempotencyKey: 'k' }),
  ).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  expect(service.crm.batches).toEqual([2]);
});

test('an older version of a contact never replaces a newer one', async () => {
  await using service = await createSyncService();
  const version = (firstName: string, updatedAt: string) => ({
    contacts: [contact('a', { firstName, updatedAt })],
  });
  await push(service.context, caller, version('new', '2026-02-02T00:00:00Z'));
  const { runs } = await push(service.context, caller, version('old', '2026-01-01T00:00:00Z'));
  await service.untilRun(runs[0]?.id ?? '');
  expect(service.crm.rows.get('a@example.org')?.firstName).toBe('new');
});

test('a run with the scope CHANGED contains only contacts that differ from their last success', async () => {
  await using service = await createSyncService();
  const { runs } = await push(service.context, caller, { contacts: contacts(5) });
  await service.untilRun(runs[0]?.id ?? '');
  const nothing = await service.untilRun(
    (await start(service.context, caller, { integrationId: 'integration-1' })).id,
  );
  expect(nothing).toMatchObject({ status: 'COMPLETED', counts: { total: 0 } });
  const all = await start(service.context, caller, {
    integrationId: 'integration-1',
    scope: { kind: 'ALL' },
  });
  expect(await service.untilRun(all.id)).toMatchObject({ counts: { total: 5, unchanged: 5 } });
});

test('throttling pauses the run, which then continues automatically', async () => {
  await using service = await createSyncService();
  let throttled = false;
  service.crm.before = () => {
    if (throttled) return;
    throttled = true;
    throw new RetryableIntegrationError({ code: 'THROTTLED', retryAfterMs: 50 });
  };
  const { runs } = await push(service.context, caller, { contacts: contacts(3) });
  const run = await service.untilRun(runs[0]?.id ?? '');
  expect(run).toMatchObject({ status: 'COMPLETED', counts: { created: 3, pending: 0 } });
  expect(throttled).toBe(true);
});

test('a rejected connection pauses the run with its cause and fails no item', async () => {
  await using service = await createSyncService();
  service.crm.before = () => {
    throw new NonRetryableIntegrationError({ code: 'CLIENT_SECRET_EXPIRED' });
  };
  const { runs } = await push(service.context, caller, { contacts: contacts(3) });
  const paused = await service.untilRun(runs[0]?.id ?? '', 'PAUSED');
  expect(paused).toMatchObject({
    status: 'PAUSED',
    pause: { reason: 'RECONNECT', code: 'CLIENT_SECRET_EXPIRED' },
    counts: { pending: 3, failed: 0 },
  });
  service.crm.before = () => undefined;
  await service.store.integrations.recordStatus(
    'integration-1',
    { status: 'UP', code: null, checkedAt: null },
    ['RECONNECT'],
  );
  expect(await service.untilRun(paused.id)).toMatchObject({ status: 'COMPLETED', counts: { created: 3 } });
});

test('cancelling a run skips its pending items', async () => {
  await using service = await createSyncService({ draining: false });
  const { runs } = await push(service.context, caller, { contacts: contacts(3) });
  const run = await cancel(service.context, caller, runs[0]?.id ?? '');
  expect(run).toMatchObject({ status: 'CANCELLED', counts: { pending: 0, skipped: 3 } });
});

test('a run of another account is NOT_FOUND', async () => {
  await using service = await createSyncService({ draining: false });
  const { runs } = await push(service.context, caller, { contacts: contacts(1) });
  const otherCaller = { accountId: 2, actor: 'test' };
  await expect(getRun(service.context, otherCaller, runs[0]?.id ?? '')).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('erasing a contact removes it from items, which stay counted', async () => {
  await using service = await createSyncService();
  const { runs } = await push(service.context, caller, { contacts: contacts(2) });
  const run = await service.untilRun(runs[0]?.id ?? '');
  await forgetContact(service.context, caller, { contactId: 'contact-0' });
  const { items } = await listItems(service.context, caller, { runId: run.id });
  expect(JSON.stringify(items)).not.toContain('contact-0');
  await expect(forgetContact(service.context, caller, { contactId: 'contact-0' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('a rejected connection is not used while there is nothing to do', async () => {
  await using service = await createSyncService({ draining: false });
  let calls = 0;
  service.crm.getEnvironmentId = async () => {
    calls += 1;
    throw new NonRetryableIntegrationError({ code: 'CLIENT_SECRET_WRONG' });
  };
  const change = { enabled: true };
  const integration = { accountId: 1, integrationId: 'integration-1', version: 1 };
  await service.store.integrations.update({ ...integration, change, resumes: [], audit: testAudit });
  const lease = await service.store.tasks.acquire('test', 30_000);
  if (!lease) throw new Error('nothing to drain');
  expect(await service.drain(lease, new AbortController().signal)).toEqual({ kind: 'DONE' });
  expect(calls).toBe(0);
});
