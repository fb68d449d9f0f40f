import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { MAX_COMBINING_MARKS, toNfc, toNfd } from './nfc.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

test('composes letters and their marks', () => {
  expect(toNfc('Zoe\u0308')).toBe('Zo\u00eb');
  expect(toNfc('e\u0301'.repeat(1_000))).toBe('\u00e9'.repeat(1_000));
  const longest = `${'x'.repeat(200)}e\u0301${'\u0316'.repeat(MAX_COMBINING_MARKS - 1)}`;
  expect(toNfc(longest)).toBe(longest.normalize('NFC'));
});

test('leaves text with too many marks in a row as it is', () => {
  const marks = `${'x'.repeat(200)}e${'\u0301\u0316'.repeat(MAX_COMBINING_MARKS)}`;
  expect(toNfc(marks)).toBe(marks);
  expect(toNfd(marks)).toBe(marks);
  expect(toNfc(marks.slice(201))).toBe(marks.slice(201).normalize('NFC'));
});

test('takes no longer for marks in a bad order than for as many letters', () => {
  const fastestMs = (text: string): number => {
    const durations = Array.from({ length: 5 }, () => {
      const startedAtMs = performance.now();
      toNfc(text);
      return performance.now() - startedAtMs;
    });
    return Math.min(...durations);
  };
  const marks = fastestMs(`a${'\u0301\u0316'.repeat(20_000)}`);
  expect(marks / fastestMs('e\u0301\u0316'.repeat(15_000))).toBeLessThan(3);
});

test('is the only place that normalises', async () => {
  const found: string[] = [];
  for (const folder of ['shared/src', 'server/src', 'web/src']) {
    for (const file of await readdir(join(ROOT, folder), { recursive: true })) {
      if (!/\.tsx?$/.test(file) || /\.test\./.test(file) || file === 'nfc.ts') continue;
      const source = await readFile(join(ROOT, folder, file), 'utf8');
      if (source.includes('.normalize(')) found.push(file);
    }
  }
  expect(found).toEqual([]);
});
