import { expect, test } from 'vitest';
import { findOptions } from './find-options.ts';
import { crmField } from './testing/crm-field.ts';

const PARTS = 20_000;

/** Options that count how often the value of one of them is read. */
function countingOptions(count: number) {
  let reads = 0;
  const options = Array.from({ length: count }, (_, index) => ({
    label: `Option ${index}`,
    labels: {},
    get value() {
      reads += 1;
      return index;
    },
  }));
  return { field: crmField({ type: 'ENUM', multiple: true, options }), reads: () => reads };
}

test('options by number are found, without reading the list once for each number', () => {
  const { field, reads } = countingOptions(5_000);
  const numbers = Array.from({ length: PARTS }, (_, index) => 4_999 - (index % 10));
  expect(findOptions(numbers.join(';'), field)).toEqual(numbers);
  expect(findOptions('5000', field)).toBe('OPTION_UNKNOWN');
  expect(reads()).toBeLessThan(3 * 5_000);
});
