import { describe, expect, it } from 'vitest';
import { mappingRisks } from './mapping-risks.ts';
import type { ContactField } from './schemas/contact-field.ts';
import type { CrmField } from './schemas/crm-field.ts';
import type { SeenValues } from './schemas/integration.ts';
import type { MappingRow } from './schemas/mapping.ts';
import { crmField } from './testing/crm-field.ts';

type Given = {
  source?: Partial<ContactField>;
  seen?: Partial<SeenValues>;
  values?: MappingRow['values'];
  to: Partial<CrmField>;
};

const risks = ({ source, seen, values, to }: Given) => {
  const from: ContactField = { field: 'customFields.x', type: 'STRING', custom: true, ...source };
  const known = seen && { longest: 0, words: [], ...seen };
  return mappingRisks({ field: from.field, values }, from, known, crmField(to));
};

describe('a text attribute', () => {
  it('reports the maximum length if values can be longer, and whether one is', () => {
    expect(risks({ to: { maxLength: 50 } })).toEqual([
      { kind: 'TOO_LONG', maxLength: 50, longest: 0, isSeen: false },
    ]);
    expect(risks({ seen: { longest: 73 }, to: { maxLength: 50 } })).toEqual([
      { kind: 'TOO_LONG', maxLength: 50, longest: 73, isSeen: true },
    ]);
    expect(risks({ seen: { longest: 50 }, to: { maxLength: 50 } })[0]?.isSeen).toBe(false);
  });

  it.each<[string, Given]>([
    ['it has no limit', { to: { maxLength: null } }],
    ['e-mails are always shorter', { source: { field: 'email' }, to: { maxLength: 320 } }],
    ['dates are always shorter', { source: { field: 'birthDate', type: 'DATE' }, to: { maxLength: 10 } }],
    ['booleans are always shorter', { source: { type: 'BOOLEAN' }, to: { maxLength: 10 } }],
  ])('has no risk if %s', (_title, given) => {
    expect(risks(given)).toEqual([]);
  });
});

describe('other attributes', () => {
  it('a number can be unreadable, rounded or out of range', () => {
    const to = { type: 'NUMBER', precision: 2, minValue: 0, maxValue: 10 } as const;
    expect(risks({ to }).map(({ kind }) => kind)).toEqual(['NOT_READABLE', 'ROUNDED', 'OUT_OF_RANGE']);
    expect(risks({ source: { type: 'NUMBER' }, to }).map(({ kind }) => kind)).toEqual([
      'ROUNDED',
      'OUT_OF_RANGE',
    ]);
    expect(risks({ source: { type: 'BOOLEAN' }, to })).toEqual([]);
  });

  it('a very wide range is no risk', () => {
    const to = { type: 'NUMBER', minValue: -2_147_483_648, maxValue: 2_147_483_647 } as const;
    expect(risks({ source: { type: 'NUMBER' }, to })).toEqual([]);
  });

  it('a date without time drops the time of texts, but not of a birth date', () => {
    const to = { type: 'DATE', dateOnly: true } as const;
    expect(risks({ to }).map(({ kind }) => kind)).toEqual(['NOT_READABLE', 'TIME_LOST']);
    expect(risks({ source: { field: 'birthDate', type: 'DATE' }, to })).toEqual([]);
  });
});

describe('an option attribute', () => {
  const gender = {
    type: 'ENUM',
    options: [
      { value: 1, label: 'Male', labels: { '1031': 'Herr' } },
      { value: 2, label: 'Female', labels: { '1031': 'Frau' } },
    ],
  } as const;
  const to = { ...gender, options: [...gender.options] };

  it('lists the values that match no option, until they are translated', () => {
    const seen = { words: ['HERR', 'FRAU', 'DIVERS'] };
    expect(risks({ seen, to })).toEqual([{ kind: 'NO_CHOICE', words: ['DIVERS'], isSeen: true }]);
    expect(risks({ seen, values: { divers: 2 }, to })).toEqual([]);
    expect(risks({ seen, values: { divers: '' }, to })).toEqual([]);
  });

  it('is a risk if no values are known', () => {
    expect(risks({ to })).toEqual([{ kind: 'NO_CHOICE', words: [], isSeen: false }]);
    expect(risks({ source: { type: 'BOOLEAN' }, to: { type: 'BOOLEAN' } })).toEqual([]);
  });

  it('accepts common words for yes and no, and lists other values', () => {
    const seen = { words: ['ja', 'Nein', 'vielleicht', true, 0] };
    expect(risks({ seen, to: { type: 'BOOLEAN' } })).toEqual([
      { kind: 'NO_CHOICE', words: ['vielleicht'], isSeen: true },
    ]);
  });
});
