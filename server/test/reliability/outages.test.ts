import type { FaultRuleInput } from '@goodfunds/dataverse-emulator';
import { describe, expect, test } from 'vitest';
import { update } from './simulation/calls.ts';
import { drainUntil, openSimulation, pushRun, runOf } from './simulation/fixture.ts';
import { type Account, credentialsOf, type Simulation } from './simulation/simulation.ts';

const HOUR_MS = 3_600_000;
const CONTACTS = 120;
const batch = { url: 'batch|Multiple' };
const unavailable = {
  type: 'respond',
  status: 503,
  body: { error: { code: '0x80072321', message: 'Later.' } },
} as const;

describe('throttling and outages delay a run and lose nothing', () => {
  test.each<{ what: string; rule: FaultRuleInput; hours: number }>([
    {
      what: 'repeated throttling for half an hour each',
      rule: { match: batch, times: 5, action: { type: 'throttle', limit: 'time', retryAfter: 1_800 } },
      hours: 2,
    },
    {
      what: 'a CRM that is unavailable for hours',
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
      what: 'responses that are lost for hours, although the CRM committed',
      rule: { match: batch, times: null, action: { type: 'drop', when: 'afterCommit' } },
      hours: 3,
    },
  ])('$what', async ({ rule, hours }) => {
    await using fixture = await openSimulation(5);
    const { simulation, account } = fixture;
    // New workers have no token yet.
    for (const worker of simulation.workers.slice()) await simulation.restart(worker);
    account.emulator.addFaults(rule);
    const runId = await pushMany(simulation, account);
    const endMs = simulation.environments.time.now() + hours * HOUR_MS;
    await drainUntil(simulation, () => simulation.environments.time.now() >= endMs);
    account.emulator.clearFaults();
    await drainUntil(simulation, async () => (await runOf(simulation, account, runId)).finishedAt !== null);
    expect(await runOf(simulation, account, runId)).toMatchObject({
      status: 'COMPLETED',
      counts: { total: CONTACTS, pending: 0, failed: 0, skipped: 0 },
    });
    expect(account.emulator.contactCount()).toBe(CONTACTS);
  });

  test('a secret revoked during a run pauses the run and fails no contact; a new secret resumes it', async () => {
    await using fixture = await openSimulation(5);
    const { simulation, account } = fixture;
    const { emulator } = account;
    await pushMany(simulation, account, 'before');
    await drainUntil(simulation, () => emulator.contactCount() === CONTACTS);
    // Existing tokens are refused as well, as with Entra ID.
    emulator.setSecret({ clientSecret: 'canary-another-secret' });
    emulator.addFaults({ match: batch, times: 1, action: { type: 'respond', status: 401, body: '' } });
    const runId = await pushMany(simulation, account, 'after');
    await drainUntil(simulation, async () => (await runOf(simulation, account, runId)).status === 'PAUSED');
    expect(await runOf(simulation, account, runId)).toMatchObject({
      pause: { reason: 'RECONNECT', code: 'CLIENT_SECRET_WRONG' },
      counts: { failed: 0, pending: CONTACTS },
    });
    const tokenRequests = emulator.requestCounts().requests.token;
    const endMs = simulation.environments.time.now() + 24 * HOUR_MS;
    await drainUntil(simulation, () => simulation.environments.time.now() >= endMs);
    // One day of probes.
    expect(emulator.requestCounts().requests.token - tokenRequests).toBeLessThan(40);

    expect(await update(simulation, account, { credentials: credentialsOf(emulator) })).toBe(true);
    const reconnectedMs = simulation.environments.time.now();
    await drainUntil(simulation, async () => (await runOf(simulation, account, runId)).finishedAt !== null);
    expect(simulation.environments.time.now() - reconnectedMs).toBeLessThan(60_000);
    expect(await runOf(simulation, account, runId)).toMatchObject({
      status: 'COMPLETED',
      counts: { created: CONTACTS },
    });
  });
});

async function pushMany(simulation: Simulation, account: Account, prefix = 'person'): Promise<string> {
  const contacts = Array.from({ length: CONTACTS }, (_, index) => ({
    id: `${prefix}-${index}`,
    email: `${prefix}-${index}@example.org`,
    lastName: `Berg ${index}`,
  }));
  return await pushRun(simulation, account, contacts);
}
