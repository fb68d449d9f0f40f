import type { ContactOutcome } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { LOOKING, strideAfter, WRITING } from './stride.ts';

test.each([
  ['nothing was written', 0, LOOKING],
  ['hardly anything was written', 49, LOOKING],
  ['one contact in twenty was written', 50, WRITING],
  ['everything was written', 1_000, WRITING],
])('after a batch in which %s a drain knows how far to look ahead', (_title, written, stride) => {
  expect(strideAfter(outcomes(1_000, written))).toEqual(stride);
});

test('after a batch that ended with nobody a drain is careful', () => {
  expect(strideAfter([])).toEqual(WRITING);
});

const WRITTEN = ['CREATED', 'UPDATED', 'FAILED'] as const;

function outcomes(all: number, written: number): ContactOutcome[] {
  return Array.from({ length: all }, (_, index) => ({
    contactId: `c-${index}`,
    outcome: index < written ? (WRITTEN[index % 3] ?? 'FAILED') : index % 2 === 0 ? 'UNCHANGED' : 'SKIPPED',
    reason: null,
    crmContactId: `row-${index}`,
    candidates: [],
    changedAttributes: [],
    changes: [],
    warnings: [],
    error: null,
  }));
}
