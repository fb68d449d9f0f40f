import { expect, test } from 'vitest';
import { addSample, paceOf, type Sample } from './pace.ts';

const at = (seconds: number, done: number): Sample => ({ atMs: seconds * 1_000, done });

test('a hundred contacts in ten seconds are six hundred a minute, and three hundred more take half a minute', () => {
  expect(paceOf([at(0, 0), at(4, 70), at(10, 100)], 300)).toEqual({
    perMinute: 600,
    leftMs: 30_000,
    endsAtMs: 40_000,
  });
});

test.each<[string, Sample[]]>([
  ['nothing was seen', []],
  ['one moment was seen', [at(0, 5)]],
  ['too little time has passed', [at(0, 0), at(1, 500)]],
  ['nothing goes on', [at(0, 7), at(20, 7)]],
])('nobody can know a pace when %s', (_case, samples) => {
  expect(paceOf(samples, 10)).toBeNull();
});

test('only the last half minute counts', () => {
  const samples = [at(0, 0), at(10, 1_000), at(35, 1_010)];
  const kept = samples.reduce<Sample[]>(addSample, []);
  expect(kept).toEqual([at(10, 1_000), at(35, 1_010)]);
});
