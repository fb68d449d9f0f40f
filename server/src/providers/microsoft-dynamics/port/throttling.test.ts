import type { FaultRuleInput } from '@goodfunds/dataverse-emulator';
import type { Contact } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { manyContacts, openDynamicsFixture } from '../testing/dynamics-fixture.ts';
import { stoppedBy } from '../testing/stopped-by.ts';

const ada: Contact = { id: 'ada', email: 'ada@example.org', firstName: 'Ada', lastName: 'Berg' };

describe('a throttle', () => {
  const throttle = (seconds: number, when: FaultRuleInput['match'] = { url: 'batch' }) => ({
    match: when,
    action: { type: 'throttle', limit: 'requests', retryAfter: seconds } as const,
  });

  test('that is short delays the call, and all contacts arrive', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.addFaults(throttle(7, { body: 'PATCH|POST ' }));
    const outcomes = await fixture.sync(manyContacts(5));
    expect(outcomes.every(({ outcome }) => outcome === 'CREATED')).toBe(true);
    expect(fixture.waits.reduce((sum, waitMs) => sum + waitMs, 0)).toBeGreaterThan(6_900);
  });

  test('that is long stops the call with its time, and nothing is sent until then', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.addFaults(throttle(300, { body: 'PATCH|POST ' }));
    const error = await stoppedBy(fixture.sync(manyContacts(5)));
    expect(error).toMatchObject({ code: 'THROTTLED', category: 'transient', retryable: true });
    expect(error.retryAfterMs).toBeGreaterThan(299_000);
    fixture.emulator.clearRequests();
    expect(await stoppedBy(fixture.sync([ada]))).toMatchObject({ code: 'THROTTLED' });
    expect(fixture.emulator.requests()).toEqual([]);
  });

  test('is reported to interactive callers at once, by every call and every port', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.addFaults(throttle(5), throttle(5, { url: 'WhoAmI' }));
    expect(await stoppedBy(fixture.port.getAvailableContactFields())).toMatchObject({ code: 'THROTTLED' });
    expect(fixture.waits).toEqual([]);
    const status = await fixture.openPort().getProviderStatus();
    const failed = status.checks.find((check) => check.status === 'FAILED');
    expect(failed).toMatchObject({ id: 'WHO_AM_I', code: 'THROTTLED' });
    expect(failed?.params['until']).toMatch(/^\d{4}-.*Z$/);
    expect(await stoppedBy(fixture.sync([ada], { dryRun: true }))).toMatchObject({ code: 'THROTTLED' });
  });

  test('ends for all calls if a connection test is answered', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.addFaults(throttle(300, { body: 'PATCH|POST ' }));
    expect(await stoppedBy(fixture.sync([ada]))).toMatchObject({ code: 'THROTTLED' });
    expect(await fixture.openPort().getProviderStatus()).toMatchObject({ status: 'UP' });
    expect(await fixture.sync([ada])).toMatchObject([{ outcome: 'CREATED' }]);
    expect(fixture.waits).toEqual([]);
  });

  test('of single parts blocks all requests even if the call has no time to repeat any', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.withoutBulkCreate();
    fixture.emulator.addFaults({
      part: { method: 'POST' },
      times: null,
      action: { type: 'throttle', limit: 'time', retryAfter: 300 },
    });
    const canStart = (): boolean => {
      fixture.passTime(200_000);
      return true;
    };
    expect(await stoppedBy(fixture.sync([ada], { canStart }))).toMatchObject({ code: 'THROTTLED' });
    fixture.emulator.clearRequests();
    expect(await stoppedBy(fixture.sync([ada]))).toMatchObject({ code: 'THROTTLED' });
    expect(fixture.emulator.requests()).toEqual([]);
  });

  test('of single parts delays the call, and only those parts are sent again', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.withoutBulkCreate();
    fixture.emulator.addFaults({
      part: { method: 'POST' },
      after: 3,
      times: 4,
      action: { type: 'throttle', limit: 'time', retryAfter: 2 },
    });
    const outcomes = await fixture.sync(manyContacts(10));
    expect(outcomes.every(({ outcome }) => outcome === 'CREATED')).toBe(true);
    const writes = fixture.emulator
      .requests()
      .flatMap(({ parts }) => parts.filter(({ kind }) => kind === 'write'));
    expect(writes).toHaveLength(14);
  });

  test('of single parts that is long stops the call, and written contacts have outcomes', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.withoutBulkCreate();
    fixture.emulator.addFaults({
      part: { method: 'POST' },
      after: 3,
      times: null,
      action: { type: 'throttle', limit: 'time', retryAfter: 200 },
    });
    const error = await stoppedBy(fixture.sync(manyContacts(10)));
    expect(error).toMatchObject({ code: 'THROTTLED' });
    expect(error.retryAfterMs).toBeGreaterThan(199_000);
    expect(error.resolved).toHaveLength(3);
  });
});

describe('a failing server', () => {
  test.each([
    ['answers nothing but errors', { type: 'respond', status: 503, body: '<html></html>' }, 'UNAVAILABLE'],
    ['breaks every connection', { type: 'drop', when: 'beforeCommit' }, 'NETWORK'],
  ] as const)('that %s fails no contact', async (_title, action, code) => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.addFaults({ match: { body: 'PATCH|POST |Targets' }, times: null, action });
    const error = await stoppedBy(fixture.sync(manyContacts(40)));
    expect(error).toMatchObject({ code, category: 'transient', retryable: true, resolved: [] });
    expect(fixture.emulator.requests().length).toBeLessThan(60);
  });

  test('that recovers gets the request again, after increasing delays', async () => {
    await using fixture = await openDynamicsFixture();
    fixture.emulator.addFaults({
      match: { url: 'batch' },
      times: 3,
      action: { type: 'respond', status: 503 },
    });
    expect(await fixture.sync([ada])).toMatchObject([{ outcome: 'CREATED' }]);
    expect(fixture.waits).toEqual([500, 1_000, 2_000]);
  });
});
