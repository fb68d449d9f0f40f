import { describe, expect, test } from 'vitest';
import type { ThrottleStore } from '../../../crm/provider-definition.ts';
import type { Clock } from '../../../runtime/runtime.ts';
import { createThrottleGate } from './throttle-gate.ts';

/** Time passes only by sleeping. */
function createSimulation() {
  let nowMs = 1_000_000;
  const sleeps: number[] = [];
  const clock: Clock = {
    now: () => nowMs,
    sleep: async (durationMs) => {
      sleeps.push(durationMs);
      nowMs += durationMs;
    },
  };
  const blocks = new Map<string, number>();
  const store: ThrottleStore = {
    blockedUntil: async (key) => blocks.get(key) ?? null,
    block: async (key, untilMs) => void blocks.set(key, Math.max(untilMs, blocks.get(key) ?? 0)),
    clear: async (key) => void blocks.delete(key),
  };
  const openGate = (key = 'org client', probes = false) => createThrottleGate({ key, store, clock, probes });
  return { clock, sleeps, openGate };
}

describe('a throttle gate', () => {
  test('lets all requests pass without a block', async () => {
    const { openGate, sleeps } = createSimulation();
    await openGate().pass('interactive');
    await openGate().pass('background');
    expect(sleeps).toEqual([]);
  });

  test('refuses interactive requests at once with the time', async () => {
    const { openGate, sleeps } = createSimulation();
    const gate = openGate();
    await gate.block(4_000);
    expect(gate.isOpen()).toBe(false);
    await expect(gate.pass('interactive')).rejects.toMatchObject({
      code: 'THROTTLED',
      retryable: true,
      retryAfterMs: 4_000,
      params: { until: new Date(1_004_000).toISOString() },
    });
    expect(sleeps).toEqual([]);
  });

  test('makes background requests wait exactly until the end of a short block', async () => {
    const { openGate, clock } = createSimulation();
    const gate = openGate();
    await gate.block(10_000);
    await gate.pass('background');
    expect(clock.now()).toBe(1_010_000);
    expect(gate.isOpen()).toBe(true);
  });

  test('refuses background requests during a long block', async () => {
    const { openGate, sleeps } = createSimulation();
    const gate = openGate();
    await gate.block(10_001);
    await expect(gate.pass('background')).rejects.toMatchObject({ code: 'THROTTLED', retryAfterMs: 10_001 });
    expect(sleeps).toEqual([]);
  });

  test('is shared by all processes through the store', async () => {
    const { openGate } = createSimulation();
    await openGate().block(60_000);
    await expect(openGate().pass('background')).rejects.toMatchObject({ retryAfterMs: 60_000 });
    await openGate('another client').pass('background');
  });

  test('is not opened by a later, shorter block', async () => {
    const { openGate } = createSimulation();
    const gate = openGate();
    await gate.block(60_000);
    await gate.block(1_000);
    await expect(gate.pass('background')).rejects.toMatchObject({ retryAfterMs: 60_000 });
  });

  describe('that probes lets exactly one request pass a block', () => {
    test('and an answer to it ends the block for all gates', async () => {
      const { openGate } = createSimulation();
      const blocked = openGate();
      await blocked.block(60_000);
      const probing = openGate('org client', true);
      await probing.pass('interactive');
      expect(probing.isOpen()).toBe(true);
      await expect(probing.pass('interactive')).rejects.toMatchObject({ code: 'THROTTLED' });
      await probing.noteAnswer(200);
      await blocked.pass('background');
      expect(blocked.isOpen()).toBe(true);
      await openGate().pass('interactive');
    });

    test.each([429, null])('and the result %s keeps the block', async (status) => {
      const { openGate } = createSimulation();
      await openGate().block(60_000);
      const probing = openGate('org client', true);
      await probing.pass('interactive');
      await probing.noteAnswer(status);
      await expect(probing.pass('interactive')).rejects.toMatchObject({ retryAfterMs: 60_000 });
      await expect(openGate().pass('background')).rejects.toMatchObject({ retryAfterMs: 60_000 });
    });

    test('and without a block it does not probe', async () => {
      const { openGate } = createSimulation();
      const probing = openGate('org client', true);
      await probing.pass('interactive');
      await probing.block(60_000);
      await probing.noteAnswer(200);
      await expect(openGate().pass('interactive')).rejects.toMatchObject({ code: 'THROTTLED' });
    });
  });

  test('rejects with the reason of an aborted wait', async () => {
    const { openGate, clock } = createSimulation();
    const gate = openGate();
    const reason = new Error('stopped');
    clock.sleep = async (_durationMs, signal) => signal?.throwIfAborted();
    await gate.block(1_000);
    await expect(gate.pass('background', AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
