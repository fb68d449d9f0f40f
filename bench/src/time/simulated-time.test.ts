import { expect, test } from 'vitest';
import { createSimulatedTime } from './simulated-time.ts';

test('time passes faster by the factor, and continues without a jump when the factor changes', async () => {
  const time = createSimulatedTime(100);
  const startMs = time.now();
  await time.sleepExactly(500);
  const between = time.now();
  expect(between - startMs).toBeGreaterThanOrEqual(500);
  time.setFactor(1_000);
  expect(time.now()).toBeGreaterThanOrEqual(between);
  const realStartMs = performance.now();
  await time.sleep(5_000);
  expect(time.now() - between).toBeGreaterThanOrEqual(5_000);
  expect(performance.now() - realStartMs, 'five seconds of the model').toBeLessThan(5_000);
});
