import {
  DEFAULT_SYNC_RULES,
  type Integration,
  NO_SCHEDULE,
  type ProviderStatus,
  type Run,
} from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { summarizeIntegration, summarizeRun, summarizeTest } from './events.ts';

const at = '2026-03-01T10:00:00.000Z';
const SECRET = 'Kanarienvogel';

const integration: Integration = {
  id: 'i1',
  provider: 'microsoft-dynamics',
  name: 'Dynamics',
  credentials: { tenantId: SECRET, clientSecret: { isSet: true, hint: SECRET.slice(-4) } },
  mapping: { firstname: { field: 'firstName', values: { [SECRET]: 1 } } },
  ...DEFAULT_SYNC_RULES,
  schedule: NO_SCHEDULE,
  strategy: 'SKIP',
  enabled: true,
  status: { status: 'UP', code: null, checkedAt: at },
  version: 3,
  createdAt: at,
  updatedAt: at,
  changedBy: SECRET,
};

const check = { params: { value: SECRET }, detail: SECRET, durationMs: 5, requestId: SECRET };
const status: ProviderStatus = {
  status: 'DOWN',
  checks: [
    { ...check, id: 'TOKEN', status: 'PASSED', code: null },
    { ...check, id: 'WHO_AM_I', status: 'FAILED', code: 'APPLICATION_USER_MISSING' },
  ],
  remote: { environmentId: SECRET, environmentHost: SECRET, userId: SECRET },
};

const counts = {
  total: 2,
  pending: 0,
  created: 1,
  updated: 0,
  unchanged: 0,
  skipped: 0,
  review: 0,
  warnings: 0,
  failed: 1,
};
const run: Run = {
  id: 'r1',
  integrationId: 'i1',
  trigger: 'MANUAL',
  scope: 'ALL',
  status: 'COMPLETED_WITH_ERRORS',
  pause: null,
  counts,
  createdAt: at,
  startedAt: at,
  finishedAt: at,
  error: { code: 'INTERNAL', params: { value: SECRET } },
  revision: 7,
};

test('events contain no credentials, no texts of the CRM and no values', () => {
  const events = [summarizeIntegration(integration), summarizeTest(status), summarizeRun(run)];
  expect(JSON.stringify(events)).not.toContain(SECRET);
  expect(JSON.stringify(events)).not.toContain(SECRET.slice(-4));
  expect(events).toMatchObject([
    { id: 'i1', enabled: true, strategy: 'SKIP' },
    { status: 'DOWN', failed: { check: 'WHO_AM_I', code: 'APPLICATION_USER_MISSING' } },
    { status: 'COMPLETED_WITH_ERRORS', counts },
  ]);
});

test('a successful test names no failed check', () => {
  expect(summarizeTest({ ...status, status: 'UP', checks: [] })).toEqual({ status: 'UP', failed: null });
});
