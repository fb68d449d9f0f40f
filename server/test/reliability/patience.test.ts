import type { FaultRuleInput } from '@goodfunds/dataverse-emulator';
import { describe, expect, test } from 'vitest';
import { update } from './simulation/calls.ts';
import { drainUntil, openStage, runOf } from './simulation/stage.ts';
import { type Account, credentialsOf, type World } from './simulation/world.ts';

const HOUR_MS = 3_600_000;
const HOW_MANY = 120;
const batch = { url: 'batch|Multiple' };
const unavailable = {
  type: 'respond',
  status: 503,
  body: { error: { code: '0x80072321', message: 'Later.' } },
} as const;

describe('throttling and lost tokens cost time, never data', () => {
  test.each<{ what: string; rule: FaultRuleInput; hours: number }>([
    {
      what: 'a throttle of half an hour, again and again',
      rule: { match: batch, times: 5, action: { type: 'throttle', limit: 'time', retryAfter: 1_800 } },
      hours: 2,
    },
    {
      what: 'a CRM that is away for hours',
      rule: { match: batch, times: null, action: unavailable },
      hours: 7,
    },
    {
      what: 'a token endpoint that is down for hours',
      rule: { match: { url: '/token' }, times: null, action: { type: 'respond', status: 500, body: '' } },
      hours: 5,
    },
    {
      what: 'connections that break for hours',
      rule: { match: { url: 'api/data' }, times: null, action: { type: 'drop', when: 'beforeCommit' } },
      hours: 3,
    },
    {
      what: 'answers that get lost for hours, although the work was done',
      rule: { match: batch, times: null, action: { type: 'drop', when: 'afterCommit' } },
      hours: 3,
    },
  ])('$what', async ({ rule, hours }) => {
    await using stage = await openStage(5);
    const { world, account } = stage;
    // One that has just begun, and has no token yet.
    for (const worker of world.workers.slice()) await world.restart(worker);
    account.emulator.addFaults(rule);
    const runId = await pushMany(world, account);
    const endMs = world.environments.time.nowMs + hours * HOUR_MS;
    await drainUntil(world, () => world.environments.time.nowMs >= endMs);
    account.emulator.clearFaults();
    await drainUntil(world, async () => (await runOf(world, account, runId)).finishedAt !== null);
    expect(await runOf(world, account, runId)).toMatchObject({
      status: 'COMPLETED',
      counts: { total: HOW_MANY, pending: 0, failed: 0, skipped: 0 },
    });
    expect(account.emulator.contactCount()).toBe(HOW_MANY);
  });

  test('a secret that is revoked in mid-run pauses the run, fails nobody, and a new secret ends the pause', async () => {
    await using stage = await openStage(5);
    const { world, account } = stage;
    const { emulator } = account;
    await pushMany(world, account, 'before');
    await drainUntil(world, () => emulator.contactCount() === HOW_MANY);
    // As Entra does it: tokens that are out are refused too.
    emulator.setSecret({ clientSecret: 'canary-another-secret' });
    emulator.addFaults({ match: batch, times: 1, action: { type: 'respond', status: 401, body: '' } });
    const runId = await pushMany(world, account, 'after');
    await drainUntil(world, async () => (await runOf(world, account, runId)).status === 'PAUSED');
    expect(await runOf(world, account, runId)).toMatchObject({
      pause: { reason: 'RECONNECT', code: 'CLIENT_SECRET_WRONG' },
      counts: { failed: 0, pending: HOW_MANY },
    });
    const nights = emulator.requestCounts().requests.token;
    const endMs = world.environments.time.nowMs + 24 * HOUR_MS;
    await drainUntil(world, () => world.environments.time.nowMs >= endMs);
    // A night of probes is a few dozen, and no flood.
    expect(emulator.requestCounts().requests.token - nights).toBeLessThan(40);

    expect(await update(world, account, { credentials: credentialsOf(emulator) })).toBe(true);
    const reconnectedMs = world.environments.time.nowMs;
    await drainUntil(world, async () => (await runOf(world, account, runId)).finishedAt !== null);
    expect(world.environments.time.nowMs - reconnectedMs).toBeLessThan(60_000);
    expect(await runOf(world, account, runId)).toMatchObject({
      status: 'COMPLETED',
      counts: { created: HOW_MANY },
    });
  });
});

async function pushMany(world: World, { caller }: Account, prefix = 'person'): Promise<string> {
  const contacts = Array.from({ length: HOW_MANY }, (_, index) => ({
    id: `${prefix}-${index}`,
    email: `${prefix}-${index}@example.org`,
    lastName: `Berg ${index}`,
  }));
  const answer = await world.workers[0]?.sync.push(caller, { contacts });
  return answer?.runs[0]?.id ?? '';
}
