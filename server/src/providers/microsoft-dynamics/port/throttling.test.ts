import type { FaultRuleInput } from '@goodfunds/dataverse-emulator';
import type { Contact } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { manyContacts, openDynamicsStage } from '../testing/dynamics-stage.ts';
import { stoppedBy } from '../testing/stopped-by.ts';

const ada: Contact = { id: 'ada', email: 'ada@example.org', firstName: 'Ada', lastName: 'Berg' };

describe('a throttle', () => {
  const throttle = (seconds: number, when: FaultRuleInput['match'] = {}) => ({
    match: { url: 'batch', ...when },
    action: { type: 'throttle', limit: 'requests', retryAfter: seconds } as const,
  });

  test('that is short is waited out, and everything arrives', async () => {
    await using stage = await openDynamicsStage();
    stage.emulator.addFaults(throttle(7, { body: 'PATCH' }));
    const outcomes = await stage.sync(manyContacts(5));
    expect(outcomes.every(({ outcome }) => outcome === 'CREATED')).toBe(true);
    expect(stage.waits.reduce((sum, waitMs) => sum + waitMs, 0)).toBeGreaterThan(6_900);
  });

  test('that is long parks the work with the time, and nothing is sent until then', async () => {
    await using stage = await openDynamicsStage();
    stage.emulator.addFaults(throttle(300, { body: 'PATCH' }));
    const error = await stoppedBy(stage.sync(manyContacts(5)));
    expect(error).toMatchObject({ code: 'THROTTLED', category: 'transient', retryable: true });
    expect(error.retryAfterMs).toBeGreaterThan(299_000);
    stage.emulator.clearRequests();
    expect(await stoppedBy(stage.sync([ada]))).toMatchObject({ code: 'THROTTLED' });
    expect(stage.emulator.requests()).toEqual([]);
  });

  test('is told to those at a screen at once, by every call and every port', async () => {
    await using stage = await openDynamicsStage();
    stage.emulator.addFaults(throttle(5));
    expect(await stoppedBy(stage.port.getAvailableContactFields())).toMatchObject({ code: 'THROTTLED' });
    expect(stage.waits).toEqual([]);
    const status = await stage.openPort().getProviderStatus();
    const failed = status.checks.find((check) => check.status === 'FAILED');
    expect(failed).toMatchObject({ id: 'WHO_AM_I', code: 'THROTTLED' });
    expect(failed?.params['until']).toMatch(/^\d{4}-.*Z$/);
    expect(await stoppedBy(stage.sync([ada], { dryRun: true }))).toMatchObject({ code: 'THROTTLED' });
  });

  test('of single parts is waited out, and only those are sent again', async () => {
    await using stage = await openDynamicsStage();
    stage.withoutBulkCreate();
    stage.emulator.addFaults({
      part: { method: 'PATCH' },
      after: 3,
      times: 4,
      action: { type: 'throttle', limit: 'time', retryAfter: 2 },
    });
    const outcomes = await stage.sync(manyContacts(10));
    expect(outcomes.every(({ outcome }) => outcome === 'CREATED')).toBe(true);
    const writes = stage.emulator
      .requests()
      .flatMap(({ parts }) => parts.filter(({ kind }) => kind === 'write'));
    expect(writes).toHaveLength(14);
  });

  test('of single parts that is long parks the work, and what got through is settled', async () => {
    await using stage = await openDynamicsStage();
    stage.withoutBulkCreate();
    stage.emulator.addFaults({
      part: { method: 'PATCH' },
      after: 3,
      times: null,
      action: { type: 'throttle', limit: 'time', retryAfter: 200 },
    });
    const error = await stoppedBy(stage.sync(manyContacts(10)));
    expect(error).toMatchObject({ code: 'THROTTLED' });
    expect(error.retryAfterMs).toBeGreaterThan(199_000);
    expect(error.settled).toHaveLength(3);
  });
});

describe('a server in trouble', () => {
  test.each([
    ['answers nothing but errors', { type: 'respond', status: 503, body: '<html></html>' }, 'UNAVAILABLE'],
    ['breaks every connection', { type: 'drop', when: 'beforeCommit' }, 'NETWORK'],
  ] as const)('that %s fails nobody', async (_title, action, code) => {
    await using stage = await openDynamicsStage();
    stage.emulator.addFaults({ match: { body: 'PATCH|Targets' }, times: null, action });
    const error = await stoppedBy(stage.sync(manyContacts(40)));
    expect(error).toMatchObject({ code, category: 'transient', retryable: true, settled: [] });
    expect(stage.emulator.requests().length).toBeLessThan(60);
  });

  test('that recovers is asked again, later each time', async () => {
    await using stage = await openDynamicsStage();
    stage.emulator.addFaults({ match: { url: 'batch' }, times: 3, action: { type: 'respond', status: 503 } });
    expect(await stage.sync([ada])).toMatchObject([{ outcome: 'CREATED' }]);
    expect(stage.waits).toEqual([500, 1_000, 2_000]);
  });
});
