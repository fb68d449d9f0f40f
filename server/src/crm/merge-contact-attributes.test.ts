import type { CrmField, CrmValue, MappingRow } from '@goodfunds/shared';
import { updateStrategySchema } from '@goodfunds/shared/schemas';
import { describe, expect, it } from 'vitest';
import { byAttribute, crmField } from '../../../shared/src/testing/crm-field.ts';
import { type MergeInput, mergeContactAttributes } from './merge-contact-attributes.ts';
import { createMemories } from './value-memory.ts';

describe('merging one attribute', () => {
  it('writes a value into a new contact, whatever the strategy', () => {
    for (const strategy of updateStrategySchema.options) {
      expect(mergeOne({ value: 'Berg', strategy })).toEqual({
        attribute: 'lastname',
        before: null,
        after: 'Berg',
        written: true,
        reason: 'NEW_CONTACT',
      });
    }
  });

  it.each([null, '', '   ', undefined])('omits %j from a new contact', (value) => {
    expect(mergeOne({ value })).toMatchObject({ written: false, reason: 'NO_VALUE' });
  });

  it.each([null, '', ' \t', undefined])('never overwrites a value with %j', (value) => {
    expect(mergeOne({ value, existing: 'Berg' })).toEqual({
      attribute: 'lastname',
      before: 'Berg',
      after: 'Berg',
      written: false,
      reason: 'NO_VALUE',
    });
  });

  it('leaves an existing contact alone with SKIP', () => {
    expect(mergeOne({ value: 'Tal', strategy: 'SKIP' }).written).toBe(true);
    expect(mergeOne({ value: 'Tal', existing: 'Berg', strategy: 'SKIP' })).toMatchObject({
      after: 'Berg',
      written: false,
      reason: 'SKIP',
    });
    expect(mergeOne({ value: null, existing: 'Berg', strategy: 'SKIP' }).reason).toBe('SKIP');
  });

  it.each([null, '', '  '])('fills %j with UPDATE_IF_EMPTY', (existing) => {
    const change = mergeOne({ value: 'Berg', existing, strategy: 'UPDATE_IF_EMPTY' });
    expect(change).toMatchObject({ after: 'Berg', written: true, reason: 'EMPTY_IN_CRM' });
  });

  it('keeps a filled attribute with UPDATE_IF_EMPTY', () => {
    const change = mergeOne({ value: 'Tal', existing: 'Berg', strategy: 'UPDATE_IF_EMPTY' });
    expect(change).toMatchObject({ after: 'Berg', written: false, reason: 'FILLED_IN_CRM' });
  });

  it('treats false and zero as values', () => {
    const flag = crmField({ type: 'BOOLEAN' });
    const number = crmField({ type: 'NUMBER', precision: 0 });
    const ifEmpty = { strategy: 'UPDATE_IF_EMPTY' } as const;
    expect(mergeOne({ value: true, existing: false, field: flag, ...ifEmpty }).reason).toBe('FILLED_IN_CRM');
    expect(mergeOne({ value: 5, existing: 0, field: number, ...ifEmpty }).reason).toBe('FILLED_IN_CRM');
    expect(mergeOne({ value: false, existing: true, field: flag }).written).toBe(true);
    expect(mergeOne({ value: 0, existing: 5, field: number }).written).toBe(true);
  });

  it('writes a changed value', () => {
    expect(mergeOne({ value: 'Tal', existing: 'Berg' })).toMatchObject({ written: true, reason: 'CHANGED' });
    expect(mergeOne({ value: 'BERG', existing: 'Berg' })).toMatchObject({ written: true, reason: 'CHANGED' });
  });

  it.each<[string, Partial<CrmField>, CrmValue, CrmValue]>([
    ['blanks around it', {}, 'Berg', '  Berg '],
    ['the Unicode form', {}, 'Ren\u00e9', 'Rene\u0301'],
    ['line ends', { crmType: 'Memo' }, 'a\nb\nc', 'a\r\nb\rc'],
    ['digits beyond the precision', { type: 'NUMBER', precision: 2 }, 12.5, 12.5004],
    ['a negative zero', { type: 'NUMBER', precision: 2 }, 0, -0.001],
    ['the time of a day', { type: 'DATE', dateOnly: true }, '1990-12-31', '1990-12-31T00:00:00Z'],
    ['the notation of an instant', { type: 'DATE' }, '2020-01-01T12:00:00Z', '2020-01-01T13:00:00.000+01:00'],
    ['the case of an e-mail', {}, 'Ada@Example.org', 'ada@example.ORG'],
    ['the order of options', { type: 'ENUM', multiple: true }, '1,9,10', '10, 9,1'],
  ])('finds values equal that differ only in %s', (_title, field, value, existing) => {
    const change = mergeOne({ value, existing, field: crmField(field) });
    expect(change).toMatchObject({ before: existing, after: existing, written: false, reason: 'EQUAL' });
  });

  it.each<[string, Partial<CrmField>, CrmValue, CrmValue]>([
    ['digits within the precision', { type: 'NUMBER', precision: 2 }, 12.51, 12.5],
    ['one option more', { type: 'ENUM', multiple: true }, '1,9,10', '1,9'],
    ['a second', { type: 'DATE' }, '2020-01-01T12:00:01Z', '2020-01-01T12:00:00Z'],
    ['the kind of value', { type: 'NUMBER', precision: 0 }, 5, '5'],
  ])('finds values different that differ in %s', (_title, field, value, existing) => {
    expect(mergeOne({ value, existing, field: crmField(field) }).reason).toBe('CHANGED');
  });

  it.each([true, false])('only tightens with UPDATE_IF_STRICTER, if %s is stricter', (stricter) => {
    const field = crmField({ type: 'BOOLEAN' });
    const merge = (value: boolean, existing?: CrmValue) =>
      mergeOne({
        value,
        ...(existing !== undefined && { existing }),
        field,
        row: { strategy: 'UPDATE_IF_STRICTER', stricter },
      });
    expect(merge(stricter, !stricter)).toMatchObject({ written: true, reason: 'CHANGED' });
    expect(merge(!stricter, stricter)).toMatchObject({ written: false, reason: 'KEPT_STRICTER' });
    expect(merge(stricter, stricter).reason).toBe('EQUAL');
    expect(merge(!stricter, null).reason).toBe('EMPTY_IN_CRM');
    expect(merge(!stricter)).toMatchObject({ written: true, reason: 'NEW_CONTACT' });
  });

  it('refuses a value that the CRM would silently ignore', () => {
    const createOnly = crmField({ updatable: false });
    const updateOnly = crmField({ creatable: false });
    expect(mergeOne({ value: 'Tal', existing: 'Berg', field: createOnly }).reason).toBe('REFUSED');
    expect(mergeOne({ value: 'Berg', existing: 'Berg', field: createOnly }).reason).toBe('EQUAL');
    expect(mergeOne({ value: 'Berg', field: updateOnly }).reason).toBe('REFUSED');
    expect(mergeOne({ value: 'Tal', existing: 'Berg', field: updateOnly }).reason).toBe('CHANGED');
  });

  it('refuses an attribute that was not discovered', () => {
    const input = {
      values: { gone: 'x' },
      mapping: { gone: { field: 'title' } },
      strategy: 'UPDATE_IF_CHANGED',
      ...FIRST_MEETING,
    } as const;
    for (const existing of [null, { gone: null }]) {
      const [change] = mergeContactAttributes({ ...input, existing, fieldsByAttribute: new Map() });
      expect(change).toMatchObject({ written: false, reason: 'REFUSED' });
    }
  });

  it('uses the strategy of a row, and returns one change per row in their order', () => {
    const changes = mergeContactAttributes({
      values: { b: 'new', a: 'new', c: 'new' },
      mapping: {
        b: { field: 'title', strategy: 'SKIP' },
        a: { field: 'title', strategy: 'UPDATE_IF_CHANGED' },
        c: { field: 'title' },
      },
      strategy: 'UPDATE_IF_EMPTY',
      existing: { a: 'old', b: 'old', c: 'old' },
      fieldsByAttribute: byAttribute(...['a', 'b', 'c'].map((attribute) => crmField({ attribute }))),
      ...FIRST_MEETING,
    });
    expect(changes.map(({ attribute, reason }) => [attribute, reason])).toEqual([
      ['b', 'SKIP'],
      ['a', 'CHANGED'],
      ['c', 'FILLED_IN_CRM'],
    ]);
  });
});

const FIRST_MEETING = {
  memory: createMemories('test key').read(null, 'ada'),
  onEditConflict: 'GOODFUNDS',
  isOwnVersion: false,
} as const;

function mergeOne(given: {
  value: CrmValue | undefined;
  /** The value in the CRM; absent for a new contact. */
  existing?: CrmValue;
  strategy?: MergeInput['strategy'];
  row?: Omit<MappingRow, 'field'>;
  field?: CrmField;
}) {
  const field = given.field ?? crmField();
  const values: Record<string, CrmValue> =
    given.value === undefined ? {} : { [field.attribute]: given.value };
  const [change] = mergeContactAttributes({
    values,
    mapping: { [field.attribute]: { field: 'lastName', ...given.row } },
    strategy: given.strategy ?? 'UPDATE_IF_CHANGED',
    existing: given.existing === undefined ? null : { [field.attribute]: given.existing },
    fieldsByAttribute: byAttribute(field),
    ...FIRST_MEETING,
  });
  if (!change) throw new Error('a row gave no change');
  return change;
}
