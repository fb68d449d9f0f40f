import { DEFAULT_SYNC_RULES, type IntegrationWithHealth, NO_SCHEDULE } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { alertsOf, integrationState as stateOf } from './health.ts';

const integrationState = (given: IntegrationWithHealth) =>
  stateOf(given, { emailaddress1: { field: 'email' } });
const now = new Date('2026-06-01T12:00:00Z');
const pause = { reason: 'RECONNECT', until: null, code: 'CLIENT_SECRET_EXPIRED', params: {} } as const;

function integration(change: Partial<IntegrationWithHealth> = {}): IntegrationWithHealth {
  return {
    id: 'i',
    provider: 'microsoft-dynamics',
    name: 'Dynamics',
    credentials: {},
    mapping: { emailaddress1: { field: 'email' }, lastname: { field: 'lastName' } },
    ...DEFAULT_SYNC_RULES,
    schedule: NO_SCHEDULE,
    enabled: true,
    status: { status: 'UP', code: null, checkedAt: '2026-06-01T00:00:00.000Z' },
    version: 1,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    changedBy: null,
    ...change,
    health: {
      openRunId: null,
      pausedRun: null,
      failedItems: 0,
      openReviews: 0,
      lastRun: null,
      nextRunAt: null,
      secretExpiresOn: null,
      ...change.health,
    },
  };
}

const health = (change: Partial<IntegrationWithHealth['health']>) =>
  integration({
    health: {
      openRunId: null,
      pausedRun: null,
      failedItems: 0,
      openReviews: 0,
      lastRun: null,
      nextRunAt: null,
      secretExpiresOn: null,
      ...change,
    },
  });

test('a paused run determines the state, even when the integration is on and running', () => {
  const paused = health({ openRunId: 'r', pausedRun: { runId: 'r', pause } });
  expect(integrationState(paused)).toBe('PAUSED');
  expect(alertsOf(paused, now)).toEqual([{ kind: 'PAUSED', runId: 'r', pause }]);
});

test('without a mapping the set-up is unfinished, with one the integration is off', () => {
  expect(integrationState(integration({ enabled: false, mapping: {} }))).toBe('SETUP');
  expect(integrationState(integration({ enabled: false }))).toBe('OFF');
});

test('an open run and a failed connection determine the state', () => {
  expect(integrationState(health({ openRunId: 'r' }))).toBe('RUNNING');
  const down = integration({ status: { status: 'DOWN', code: 'ROLE_MISSING', checkedAt: null } });
  expect(integrationState(down)).toBe('DOWN');
  expect(alertsOf(down, now)).toEqual([{ kind: 'DOWN', code: 'ROLE_MISSING' }]);
});

test('an alert appears thirty days before a secret expires and after it has expired', () => {
  const kinds = (day: string) => alertsOf(health({ secretExpiresOn: day }), now).map(({ kind }) => kind);
  expect(kinds('2026-08-01')).toEqual([]);
  expect(kinds('2026-06-20')).toEqual(['SECRET_EXPIRES']);
  expect(kinds('2026-05-31')).toEqual(['SECRET_EXPIRED']);
});

test('failed contacts are reported unless there is a more urgent problem', () => {
  const kinds = (change: Partial<IntegrationWithHealth['health']>) =>
    alertsOf(health(change), now).map(({ kind }) => kind);
  expect(kinds({ failedItems: 3 })).toEqual(['FAILED_ITEMS']);
  expect(kinds({ secretExpiresOn: '2026-05-01', failedItems: 3 })).toEqual(['SECRET_EXPIRED']);
});
