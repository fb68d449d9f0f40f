import { expect, test } from 'vitest';
import { addSample, progressRate, type Sample } from './progress-rate.ts';

const at = (seconds: number, done: number): Sample => ({ atMs: seconds * 1_000, done });

test('100 contacts in 10 seconds are 600 a minute, and 300 more take half a minute', () => {
  expect(progressRate([at(0, 0), at(4, 70), at(10, 100)], 300)).toEqual({
    perMinute: 600,
    remainingMs: 30_000,
    endsAtMs: 40_000,
  });
});

test.each<[string, Sample[]]>([
  ['there is no sample', []],
  ['there is one sample', [at(0, 5)]],
  ['too little time has passed', [at(0, 0), at(1, 500)]],
  ['nothing happens', [at(0, 7), at(20, 7)]],
])('the rate is unknown when %s', (_case, samples) => {
  expect(progressRate(samples, 10)).toBeNull();
});

test('only the last half minute counts', () => {
  const samples = [at(0, 0), at(10, 1_000), at(35, 1_010)];
  const kept = samples.reduce<Sample[]>(addSample, []);
  expect(kept).toEqual([at(10, 1_000), at(35, 1_010)]);
});
