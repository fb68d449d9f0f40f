import type { Mapping } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { MAX_AUDITED_MAPPING_BYTES, mappingChanges } from './mapping-changes.ts';

test('an unchanged mapping has no changes, whatever the order of its rows and members', () => {
  const before: Mapping = {
    gendercode: { field: 'salutation', values: { Frau: 2, Herr: 1 }, strategy: null },
    lastname: { field: 'lastName' },
  };
  const after: Mapping = {
    lastname: { field: 'lastName' },
    gendercode: { values: { Herr: 1, Frau: 2 }, field: 'salutation' },
  };
  expect(mappingChanges(before, after)).toEqual({});
});

test('only the members that differ are listed, before and after', () => {
  const before: Mapping = {
    firstname: { field: 'firstName' },
    gendercode: { field: 'salutation', values: { Frau: 2, Herr: 1 } },
    lastname: { field: 'lastName', strategy: 'SKIP' },
    donotemail: { field: 'customFields.noMail', strategy: 'UPDATE_IF_STRICTER', stricter: true },
  };
  const after: Mapping = {
    firstname: { field: 'firstName' },
    gendercode: { field: 'salutation', values: { Frau: 2, Herr: 3, Divers: 4 } },
    constructor: { field: 'customFields.builder' },
    donotemail: { field: 'customFields.noMail', strategy: 'UPDATE_IF_STRICTER', stricter: false },
  };
  expect(mappingChanges(before, after)).toEqual({
    mapping: {
      gendercode: {
        'values.Herr': { before: 1, after: 3 },
        'values.Divers': { before: null, after: 4 },
      },
      lastname: {
        field: { before: 'lastName', after: null },
        strategy: { before: 'SKIP', after: null },
      },
      donotemail: { stricter: { before: true, after: false } },
      constructor: { field: { before: null, after: 'customFields.builder' } },
    },
  });
});

test.each([1, 2])('%d times as many changes need no more room; those left out are counted', (times) => {
  const values = Object.fromEntries(
    Array.from({ length: times * 1_000 }, (_, index) => [`${index} ${'ü'.repeat(400)}`, index]),
  );
  const after: Mapping = { gendercode: { field: 'salutation', values }, lastname: { field: 'lastName' } };
  const { mapping, omittedMappingChanges = 0 } = mappingChanges({}, after);
  const kept = Object.values(mapping ?? {}).flatMap((row) => Object.keys(row));
  expect(kept.length).toBeGreaterThan(10);
  expect(kept.length + omittedMappingChanges).toBe(times * 1_000 + 2);
  expect(Buffer.byteLength(JSON.stringify(mapping))).toBeLessThanOrEqual(MAX_AUDITED_MAPPING_BYTES);
});
