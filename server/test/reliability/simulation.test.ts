import { expect, test } from 'vitest';
import { startEnvironments } from './simulation/environments.ts';
import { runSeed } from './simulation/run-seed.ts';

/** `npm run test:simulation -- <first seed> <count>` runs other seeds, without a time limit. */
const chosen = process.env['SIMULATION_SEEDS']?.split(' ').map(Number);
const [FIRST = 1, COUNT = 300] = chosen ?? [];
/** A slow machine runs fewer seeds, but at least these. */
const MIN_COUNT = Math.min(COUNT, 100);
const TIME_LIMIT_MS = chosen ? Number.POSITIVE_INFINITY : 120_000;

test('after any sequence of actions and faults the CRM is as the rules say: nothing lost, doubled or leaked', async () => {
  await using environments = await startEnvironments();
  const startedAtMs = performance.now();
  let completed = 0;
  while (completed < COUNT && (completed < MIN_COUNT || performance.now() - startedAtMs < TIME_LIMIT_MS)) {
    await runSeed(FIRST + completed, environments);
    completed += 1;
  }
  expect(completed).toBeGreaterThanOrEqual(MIN_COUNT);
}, 86_400_000);
