import { describe, expect, it } from 'vitest';
import { canConvert, checkMapping } from './mapping-check.ts';
import type { CrmField, CrmFieldType } from './schemas/crm-field.ts';
import type { Mapping, MappingRow } from './schemas/mapping.ts';
import { crmField } from './testing/crm-field.ts';

describe('checkMapping', () => {
  it('accepts rows whose types fit', () => {
    const mapping: Mapping = {
      lastname: { field: 'lastName' },
      birthdate: { field: 'birthDate' },
      new_size: { field: 'customFields.size' },
    };
    const fields = [
      named('lastname'),
      named('birthdate', { type: 'DATE' }),
      named('new_size', { type: 'ENUM' }),
    ];
    expect(checkMapping(mapping, fields)).toEqual([]);
  });

  it.each<[string, CrmField[], string]>([
    ['that no longer exists', [], 'ATTRIBUTE_UNKNOWN'],
    [
      'that is read-only',
      [named('lastname', { mappable: false, unmappableReason: 'READ_ONLY' })],
      'ATTRIBUTE_NOT_WRITABLE',
    ],
    [
      'that is secured',
      [named('lastname', { mappable: false, unmappableReason: 'SECURED' })],
      'ATTRIBUTE_SECURED',
    ],
  ])('blocks a row for an attribute %s', (_title, fields, code) => {
    expect(checkMapping({ lastname: { field: 'lastName' } }, fields)).toEqual([
      {
        attribute: 'lastname',
        code,
        params: expect.objectContaining({ attribute: 'lastname', field: 'lastName' }) as unknown,
        severity: 'BLOCKING',
      },
    ]);
  });

  it('blocks a standard field that cannot be converted to the attribute, but accepts custom fields', () => {
    const fields = [named('new_flag', { type: 'BOOLEAN' })];
    expect(codes({ new_flag: { field: 'birthDate' } }, fields)).toEqual(['TYPE_IMPOSSIBLE']);
    expect(codes({ new_flag: { field: 'customFields.flag' } }, fields)).toEqual([]);
  });

  it('blocks a strategy for yes/no attributes on any other', () => {
    const fields = [named('new_flag', { type: 'BOOLEAN' }), named('new_text', {})];
    const row = { field: 'customFields.flag', strategy: 'UPDATE_IF_STRICTER' } as const;
    expect(codes({ new_flag: row }, fields)).toEqual([]);
    expect(codes({ new_text: row }, fields)).toEqual(['STRATEGY_IMPOSSIBLE']);
  });

  it.each<[string, NonNullable<MappingRow['values']>, string[]]>([
    ['options by number', { a: 1, b: '9', c: '1,9', d: '9; 1' }, []],
    [
      'options by label in any language',
      { a: 'Water', b: 'wald', c: 'Yes, monthly', d: 'Wasser; Forest' },
      [],
    ],
    ['nothing', { a: '', b: ' ' }, []],
    ['a removed option', { a: 1, b: 7 }, ['7']],
    ['removed options among existing ones', { a: '1, 7;8' }, ['7', '8']],
    ['an unknown label', { a: 'Fire' }, ['fire']],
  ])('checks a value translation to %s', (_title, values, removed) => {
    const field = named('new_topics', {
      type: 'ENUM',
      options: [
        { value: 1, label: 'Water', labels: { '1031': 'Wasser' } },
        { value: 9, label: 'Forest', labels: { '1031': 'Wald' } },
        { value: 10, label: 'Yes, monthly', labels: {} },
      ],
    });
    const problems = checkMapping({ new_topics: { field: 'customFields.topics', values } }, [field]);
    expect(problems.map(({ code, params }) => [code, params['options']])).toEqual(
      removed.length > 0 ? [['OPTION_REMOVED', removed]] : [],
    );
  });

  it('blocks if a system-required attribute has no source, and warns for an application-required one', () => {
    const fields = [
      named('a', { required: 'SYSTEM' }),
      named('b', { required: 'APPLICATION' }),
      named('c', { required: 'RECOMMENDED' }),
      named('d', { required: 'SYSTEM', creatable: false }),
      named('e', { required: 'SYSTEM', mappable: false, unmappableReason: 'STATE' }),
      named('f', { required: 'APPLICATION' }),
    ];
    expect(
      checkMapping({ f: { field: 'title' } }, fields).map(({ attribute, severity }) => [attribute, severity]),
    ).toEqual([
      ['a', 'BLOCKING'],
      ['b', 'WARNING'],
    ]);
  });
});

describe('canConvert', () => {
  it.each<[CrmFieldType, CrmFieldType[]]>([
    ['STRING', ['STRING', 'NUMBER', 'DATE', 'BOOLEAN', 'ENUM']],
    ['NUMBER', ['STRING', 'NUMBER', 'BOOLEAN', 'ENUM']],
    ['DATE', ['STRING', 'DATE']],
    ['BOOLEAN', ['STRING', 'NUMBER', 'BOOLEAN', 'ENUM']],
    ['ENUM', ['STRING', 'NUMBER', 'ENUM']],
  ])('converts %s to %j', (from, targets) => {
    const all: CrmFieldType[] = ['STRING', 'NUMBER', 'DATE', 'BOOLEAN', 'ENUM'];
    expect(all.filter((to) => canConvert(from, to))).toEqual(targets);
  });
});

function codes(mapping: Mapping, fields: CrmField[]): string[] {
  return checkMapping(mapping, fields).map(({ code }) => code);
}

function named(attribute: string, overrides: Partial<CrmField> = {}): CrmField {
  return crmField({ attribute, ...overrides });
}
