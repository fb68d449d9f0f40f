import type { ContactField, SuggestedRow } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { crmField as anyField } from '../../../../../shared/src/testing/crm-field.ts';
import { acceptSuggestions, viewMapping } from './mapping-view.ts';

const crmField = (change: Parameters<typeof anyField>[0]) => anyField({ maxLength: 100, ...change });
const contactFields: ContactField[] = [
  { field: 'email', type: 'STRING', custom: false },
  { field: 'firstName', type: 'STRING', custom: false },
  { field: 'birthDate', type: 'DATE', custom: false },
];
const crmFields = [
  crmField({ attribute: 'emailaddress1' }),
  crmField({ attribute: 'firstname' }),
  crmField({ attribute: 'birthdate', type: 'DATE' }),
  crmField({ attribute: 'numberofchildren', type: 'NUMBER' }),
  crmField({ attribute: 'lastname', required: 'APPLICATION' }),
];
const match = { emailaddress1: { field: 'email' } };
const suggested: SuggestedRow[] = [
  { attribute: 'nickname', field: 'firstName', score: 0.4, reason: 'LABEL' },
  { attribute: 'firstname', field: 'firstName', score: 1, reason: 'STANDARD' },
  { attribute: 'birthdate', field: 'birthDate', score: 1, reason: 'STANDARD' },
  { attribute: 'emailaddress1', field: 'email', score: 1, reason: 'STANDARD' },
];
const seen = { firstName: { longest: 120, words: [] } };
const view = (mapping: Parameters<typeof viewMapping>[0]['mapping']) =>
  viewMapping({ contactFields, crmFields, mapping, requiredMapping: match, seen, suggested });

test('every field has a line, and the one that identifies the person is fixed', () => {
  const { standard } = view(match);
  expect(standard.map(({ field }) => field.field)).toEqual(['email', 'firstName', 'birthDate']);
  expect(standard[0]?.targets[0]).toMatchObject({ attribute: 'emailaddress1', fixed: true });
});

test('the best suggestion of each unmapped field is offered', () => {
  const { standard, suggestions } = view(match);
  expect(standard[1]?.suggestion).toMatchObject({
    row: { attribute: 'firstname', reason: 'STANDARD' },
    risks: [{ kind: 'TOO_LONG', longest: 120 }],
  });
  expect(suggestions.map(({ attribute }) => attribute)).toEqual(['firstname', 'birthdate']);
});

test('accepting all suggestions keeps existing rows', () => {
  const mapping = { ...match, middlename: { field: 'firstName', strategy: 'SKIP' as const } };
  expect(acceptSuggestions(mapping, suggested)).toEqual({ ...mapping, birthdate: { field: 'birthDate' } });
});

test('an impossible row is blocking, a required attribute without a source only a warning', () => {
  const { standard, blocking, warnings } = view({
    ...match,
    numberofchildren: { field: 'birthDate' },
    gone: { field: 'firstName' },
  });
  expect(standard[2]?.targets[0]?.problem).toMatchObject({ code: 'TYPE_IMPOSSIBLE' });
  expect(standard[1]?.targets[0]).toMatchObject({ crmField: null, problem: { code: 'ATTRIBUTE_UNKNOWN' } });
  expect(blocking).toHaveLength(2);
  expect(warnings.map(({ attribute }) => attribute)).toEqual(['lastname']);
});

test('a required attribute is a warning while its suggestion is open, because the suggestion can be ignored', () => {
  const { suggestions, warnings } = viewMapping({
    contactFields: [...contactFields, { field: 'lastName', type: 'STRING', custom: false }],
    crmFields,
    mapping: { ...match, firstname: { field: 'firstName' } },
    requiredMapping: match,
    seen: {},
    suggested: [...suggested, { attribute: 'lastname', field: 'lastName', score: 1, reason: 'STANDARD' }],
  });
  expect(suggestions.map(({ attribute }) => attribute)).toContain('lastname');
  expect(warnings.map(({ attribute }) => attribute)).toEqual(['lastname']);
});

test('a mapped custom field stays visible even if no contact has it any more', () => {
  const { custom } = view({ ...match, description: { field: 'customFields.shirtSize' } });
  expect(custom.map(({ field }) => field.field)).toEqual(['customFields.shirtSize']);
});

test('risks that stored contacts prove are separate from possible ones', () => {
  const { standard, seenRisks, hasLimits } = view({
    ...match,
    firstname: { field: 'firstName' },
    birthdate: { field: 'birthDate' },
  });
  expect(standard.map(({ targets }) => targets[0]?.risks.map(({ isSeen }) => isSeen))).toEqual([
    [false],
    [true],
    [],
  ]);
  expect(seenRisks).toEqual([
    {
      field: 'firstName',
      attribute: 'firstname',
      remark: { kind: 'TOO_LONG', maxLength: 100, longest: 120, isSeen: true },
    },
  ]);
  expect(hasLimits).toBe(true);
});
