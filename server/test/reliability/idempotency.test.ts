import type { PushResult, Run } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { push } from '../../src/sync/push.ts';
import { dataOf } from '../harness/http-client.ts';
import { caller, contacts, createSyncService } from '../harness/service.ts';
import { manualClock } from '../harness/temporary-store.ts';
import { ACCOUNT, processFixture } from './support/process-fixture.ts';
import { people, untilFinished } from './support/pushes.ts';

const DAY_MS = 24 * 3_600_000;

describe('a repeated call has one effect', () => {
  test.each(['before acceptPush', 'inside acceptPush', 'after acceptPush'])(
    'a push repeated after a crash %s is answered, and its contacts are created once',
    async (point) => {
      await using fixture = await processFixture();
      const first = await fixture.start();
      await fixture.connect(first);
      await first.kill();
      const dying = await fixture.start({ stopAt: { point, hit: 1, signal: 'SIGKILL' } });
      const input = { accountId: ACCOUNT, contacts: people(5, 'person'), idempotencyKey: 'once' };
      await expect(fixture.service(dying)('sync.push', input)).rejects.toThrow(TypeError);

      const service = fixture.service(await fixture.start());
      const answers = [
        await dataOf<PushResult>(service('sync.push', input)),
        await dataOf<PushResult>(service('sync.push', input)),
      ];
      expect(answers[1]).toEqual(answers[0]);
      await untilFinished(service, answers[0]?.runs[0]?.id ?? '');
      expect(fixture.emulator.contactCount()).toBe(5);
      const { runs } = await dataOf<{ runs: Run[] }>(
        service('sync.list', { accountId: ACCOUNT, integrationId: answers[0]?.runs[0]?.integrationId }),
      );
      expect(runs).toHaveLength(1);
    },
  );

  test('duplicate requests at once, on two processes, get one answer and make one run', async () => {
    await using fixture = await processFixture();
    const [left, right] = await Promise.all([fixture.start(), fixture.start()]);
    const { id: integrationId } = await fixture.connect(left);
    const services = [fixture.service(left), fixture.service(right)];
    const push = { accountId: ACCOUNT, contacts: people(20, 'person'), idempotencyKey: 'duplicate' };
    const start = { accountId: ACCOUNT, integrationId, scope: { kind: 'ALL' }, idempotencyKey: 'duplicate' };
    for (const [procedure, input] of [
      ['sync.push', push],
      ['sync.start', start],
    ] as const) {
      const calls = Array.from({ length: 12 }, (_, index) => services[index % 2]?.(procedure, input));
      const answers = await Promise.all(calls.map(async (call) => JSON.stringify((await call)?.body.result)));
      expect(new Set(answers).size).toBe(1);
    }
    const { runs } = await dataOf<{ runs: Run[] }>(
      fixture.service(left)('sync.list', { accountId: ACCOUNT, integrationId }),
    );
    expect(runs).toHaveLength(2);
  });

  test('a key is valid for 24 hours, and another body under it is a conflict', async () => {
    const clock = manualClock();
    await using service = await createSyncService({ runtime: runtimeWith(clock), draining: false });
    const pushCount = async (count: number) =>
      await push(service.context, caller, { contacts: contacts(count), idempotencyKey: 'key' });
    const first = await pushCount(2);
    clock.advance(DAY_MS - 1_000);
    expect(await pushCount(2)).toEqual(first);
    await expect(pushCount(3)).rejects.toMatchObject({ code: 'CONFLICT' });
    clock.advance(2_000);
    expect((await pushCount(3)).accepted).toBe(3);
  });
});

function runtimeWith(clock: ReturnType<typeof manualClock>) {
  return {
    clock,
    ids: { next: () => crypto.randomUUID() },
    randomness: { bytes: (length: number) => new Uint8Array(length), fraction: () => 0.5 },
  };
}
