import type { CrmField, CrmValue, Mapping } from '@goodfunds/shared';
import { onEditConflictSchema, rowStrategySchema, updateStrategySchema } from '@goodfunds/shared/schemas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byAttribute, crmField } from '../../../shared/src/testing/crm-field.ts';
import { isBlank } from './crm-value.ts';
import { type MergeInput, mergeContactAttributes } from './merge-contact-attributes.ts';
import { createMemories } from './value-memory.ts';

describe('mergeContactAttributes, as properties', () => {
  it('writes nothing after its own writes', () => {
    fc.assert(
      fc.property(merges(), (input) => {
        const existing = afterwards(input);
        const again = mergeContactAttributes({ ...input, existing });
        expect(again.filter((change) => change.written)).toEqual([]);
      }),
    );
  });

  it('never clears anything, and never writes a blank', () => {
    fc.assert(
      fc.property(merges(), (input) => {
        const emptied = mergeContactAttributes(input).filter(
          (change) => isBlank(change.after) && (change.written || !isBlank(change.before)),
        );
        expect(emptied).toEqual([]);
      }),
    );
  });

  it('writes a filled attribute only with UPDATE_IF_CHANGED and UPDATE_IF_STRICTER', () => {
    fc.assert(
      fc.property(merges(), (input) => {
        const touched = mergeContactAttributes(input)
          .filter(({ attribute }) => {
            const strategy = input.mapping[attribute]?.strategy ?? input.strategy;
            return strategy !== 'UPDATE_IF_CHANGED' && strategy !== 'UPDATE_IF_STRICTER';
          })
          .filter((change) => !isBlank(change.before) && change.written);
        expect(touched).toEqual([]);
      }),
    );
  });

  it('never loosens with UPDATE_IF_STRICTER, whatever is pushed and edited', () => {
    const steps = fc.array(fc.record({ by: fc.constantFrom('GOODFUNDS', 'CRM'), value: fc.boolean() }));
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), steps, merges(), (stricter, first, edits, input) => {
        let crm: CrmValue = first;
        const loosened = edits.filter(({ by, value }) => {
          const before = crm;
          if (by === 'CRM') {
            crm = value;
            return false;
          }
          const [change] = mergeContactAttributes({
            ...input,
            values: { flag: value },
            mapping: { flag: { field: 'title', strategy: 'UPDATE_IF_STRICTER', stricter } },
            existing: { flag: crm },
            fieldsByAttribute: byAttribute(crmField({ attribute: 'flag', type: 'BOOLEAN' })),
          });
          crm = change?.after ?? null;
          return before === stricter && crm !== stricter;
        });
        expect(loosened).toEqual([]);
      }),
    );
  });

  it('does not mutate its inputs', () => {
    fc.assert(
      fc.property(merges(), (input) => {
        const { memory: _, ...given } = input;
        const copy = structuredClone(given);
        mergeContactAttributes(input);
        expect(given).toEqual(copy);
      }),
    );
  });
});

function afterwards(input: MergeInput): Record<string, CrmValue> {
  const written = mergeContactAttributes(input).map(({ attribute, after }) => [attribute, after] as const);
  return { ...input.existing, ...Object.fromEntries(written) };
}

function merges(): fc.Arbitrary<MergeInput> {
  const attributes = ['a', 'b', 'c'];
  return fc.record({ kinds: fc.tuple(kind(), kind(), kind()) }).chain(({ kinds }) => {
    const fields = kinds.map(({ field }, index) =>
      crmField({ ...field, attribute: attributes[index] ?? '' }),
    );
    const row = (index: number) => kinds[index]?.value ?? fc.constant(null);
    const values = fc.record({ a: row(0), b: row(1), c: row(2) }, { requiredKeys: [] });
    return fc.record({
      values,
      existing: fc.option(values, { nil: null }),
      mapping: mappings(attributes),
      strategy: fc.constantFrom(...updateStrategySchema.options),
      fieldsByAttribute: fc.constant(byAttribute(...fields)),
      memory: fc.constant(createMemories('test key').read(null, 'ada')),
      onEditConflict: fc.constantFrom(...onEditConflictSchema.options),
      isOwnVersion: fc.boolean(),
    });
  });
}

function mappings(attributes: string[]): fc.Arbitrary<Mapping> {
  const strategy = fc.option(fc.constantFrom(...rowStrategySchema.options), { nil: undefined });
  return fc
    .tuple(...attributes.map(() => strategy))
    .map((strategies) =>
      Object.fromEntries(
        attributes.map((name, index) => [name, { field: 'title', strategy: strategies[index] }]),
      ),
    );
}

function kind(): fc.Arbitrary<{ field: Partial<CrmField>; value: fc.Arbitrary<CrmValue> }> {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('', ' ', 'x', 'x ', 'X', 'e\u0301', '\u00e9', 'a\r\nb', 'a\nb'),
  );
  const orNull = (value: fc.Arbitrary<CrmValue>) => fc.oneof(fc.constant(null), value);
  const access = fc.record({ creatable: fc.constant(true), updatable: fc.boolean() });
  return fc
    .tuple(
      access,
      fc.constantFrom<{ field: Partial<CrmField>; value: fc.Arbitrary<CrmValue> }>(
        { field: { type: 'STRING' }, value: orNull(text) },
        { field: { type: 'NUMBER', precision: 2 }, value: orNull(fc.double({ noNaN: true })) },
        { field: { type: 'BOOLEAN' }, value: orNull(fc.boolean()) },
        {
          field: { type: 'ENUM', multiple: true },
          value: orNull(fc.constantFrom('1', '1,2', '2,1', '3', '')),
        },
        {
          field: { type: 'DATE', dateOnly: true },
          value: orNull(fc.constantFrom('1990-01-01', '1990-01-02')),
        },
      ),
    )
    .map(([rights, { field, value }]) => ({ field: { ...field, ...rights }, value }));
}
