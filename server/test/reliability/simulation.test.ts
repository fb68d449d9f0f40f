import { expect, test } from 'vitest';
import { startEnvironments } from './simulation/environments.ts';
import { simulate } from './simulation/simulate.ts';

/** `npm run test:simulation -- <first seed> <how many>` plays others, without a limit of time. */
const chosen = process.env['SIMULATION_SEEDS']?.split(' ').map(Number);
const [FIRST = 1, COUNT = 300] = chosen ?? [];
/** On a slow machine fewer are played; never fewer than this. */
const FEWEST = Math.min(COUNT, 100);
const TIME_MS = chosen ? Number.POSITIVE_INFINITY : 120_000;

test('whatever happens in whatever order, the CRM ends as the rules say and nothing is lost, doubled or leaked', async () => {
  await using environments = await startEnvironments();
  const startedAtMs = performance.now();
  let played = 0;
  while (played < COUNT && (played < FEWEST || performance.now() - startedAtMs < TIME_MS)) {
    await simulate(FIRST + played, environments);
    played += 1;
  }
  expect(played).toBeGreaterThanOrEqual(FEWEST);
}, 86_400_000);
