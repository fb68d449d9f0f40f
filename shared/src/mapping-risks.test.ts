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
  it('warns of its length where values can be longer, and says when one is', () => {
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
    ['e-mails are never so long', { source: { field: 'email' }, to: { maxLength: 320 } }],
    ['days are never so long', { source: { field: 'birthDate', type: 'DATE' }, to: { maxLength: 10 } }],
    ['yes and no are never so long', { source: { type: 'BOOLEAN' }, to: { maxLength: 10 } }],
  ])('is no risk where %s', (_title, given) => {
    expect(risks(given)).toEqual([]);
  });
});

describe('other attributes', () => {
  it('a number says what it reads, how exactly, and in which range', () => {
    const to = { type: 'NUMBER', precision: 2, minValue: 0, maxValue: 10 } as const;
    expect(risks({ to }).map(({ kind }) => kind)).toEqual(['NOT_READABLE', 'ROUNDED', 'OUT_OF_RANGE']);
    expect(risks({ source: { type: 'NUMBER' }, to }).map(({ kind }) => kind)).toEqual([
      'ROUNDED',
      'OUT_OF_RANGE',
    ]);
    expect(risks({ source: { type: 'BOOLEAN' }, to })).toEqual([]);
  });

  it('a range beyond what contacts have is not worth a word', () => {
    const to = { type: 'NUMBER', minValue: -2_147_483_648, maxValue: 2_147_483_647 } as const;
    expect(risks({ source: { type: 'NUMBER' }, to })).toEqual([]);
  });

  it('a day loses the time of texts that have one; a day of birth has none', () => {
    const to = { type: 'DATE', dateOnly: true } as const;
    expect(risks({ to }).map(({ kind }) => kind)).toEqual(['NOT_READABLE', 'TIME_LOST']);
    expect(risks({ source: { field: 'birthDate', type: 'DATE' }, to })).toEqual([]);
  });
});

describe('a choice', () => {
  const gender = {
    type: 'ENUM',
    options: [
      { value: 1, label: 'Male', labels: { '1031': 'Herr' } },
      { value: 2, label: 'Female', labels: { '1031': 'Frau' } },
    ],
  } as const;
  const to = { ...gender, options: [...gender.options] };

  it('names the words that no choice has, until they are translated', () => {
    const seen = { words: ['HERR', 'FRAU', 'DIVERS'] };
    expect(risks({ seen, to })).toEqual([{ kind: 'NO_CHOICE', words: ['DIVERS'], isSeen: true }]);
    expect(risks({ seen, values: { divers: 2 }, to })).toEqual([]);
    expect(risks({ seen, values: { divers: '' }, to })).toEqual([]);
  });

  it('is a risk in general where nothing is known of the values', () => {
    expect(risks({ to })).toEqual([{ kind: 'NO_CHOICE', words: [], isSeen: false }]);
    expect(risks({ source: { type: 'BOOLEAN' }, to: { type: 'BOOLEAN' } })).toEqual([]);
  });

  it('of yes and no knows the usual words, and names the others', () => {
    const seen = { words: ['ja', 'Nein', 'vielleicht', true, 0] };
    expect(risks({ seen, to: { type: 'BOOLEAN' } })).toEqual([
      { kind: 'NO_CHOICE', words: ['vielleicht'], isSeen: true },
    ]);
  });
});
