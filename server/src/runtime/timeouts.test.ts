import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MAX_CALL_RETRIES_MS, type RetryProfile, retryLayersMs } from './timeouts.ts';

const PROFILES: readonly RetryProfile[] = ['background', 'interactive'];
const architecture = readFileSync(new URL('../../../docs/architecture.md', import.meta.url), 'utf8');

test.each(PROFILES)('the retries of a call end within five minutes: %s', (profile) => {
  expect(MAX_CALL_RETRIES_MS).toBe(300_000);
  expect(sum(retryLayersMs(profile))).toBeLessThan(MAX_CALL_RETRIES_MS);
});

test('the documented worst case is that of the constants', () => {
  const rows = /part of the worst case[^\n]*\n[^\n]*\n((?:\|[^\n]*\n)+)/.exec(architecture)?.[1] ?? '';
  const documented = rows
    .trim()
    .split('\n')
    .map((row) => [...row.matchAll(/([\d.]+) s\** (?=\|)/g)].map(([, seconds]) => Number(seconds)));
  const expected = PROFILES.map((profile) => {
    const layersMs = retryLayersMs(profile);
    return [...layersMs, sum(layersMs)].map((durationMs) => durationMs / 1_000);
  });
  expect(documented).toEqual(expected[0]?.map((seconds, index) => [seconds, expected[1]?.[index]]));
});

function sum(durationsMs: readonly number[]): number {
  return durationsMs.reduce((total, durationMs) => total + durationMs, 0);
}
