import { describe, expect, test } from 'vitest';
import { crmField } from '../../../../../shared/src/testing/crm-field.ts';
import { attributeOptions, indexAttributes, searchAttributes } from './search-attributes.ts';

const crmFields = [
  crmField({ attribute: 'fullname', label: 'Full Name', mappable: false, unmappableReason: 'READ_ONLY' }),
  crmField({ attribute: 'firstname', label: 'First Name', labels: { '1031': 'Vorname' } }),
  crmField({ attribute: 'address1_line1', label: 'Street', labels: { '1031': 'Straße' } }),
  crmField({ attribute: 'new_memo', label: 'Notes', description: 'First contact of a supporter' }),
  crmField({ attribute: 'numberofchildren', label: 'Children', type: 'NUMBER' }),
];
const options = (sourceType: 'STRING' | 'DATE' = 'STRING') =>
  attributeOptions({
    crmFields,
    mapping: { firstname: { field: 'firstName' } },
    current: null,
    sourceType,
    language: 'de',
  });
const found = (query: string) =>
  searchAttributes(indexAttributes(options()), query).map(({ field }) => field.attribute);

describe('attribute options', () => {
  test('that cannot be chosen have a reason and come last', () => {
    expect(options('DATE').map(({ field, obstacle }) => [field.attribute, obstacle?.kind ?? null])).toEqual([
      ['new_memo', null],
      ['address1_line1', null],
      ['numberofchildren', 'WRONG_TYPE'],
      ['fullname', 'UNMAPPABLE'],
      ['firstname', 'TAKEN'],
    ]);
  });

  test('are free where only an inherited property has their name', () => {
    const [first] = attributeOptions({
      crmFields: [crmField({ attribute: 'constructor' })],
      mapping: {},
      current: null,
      sourceType: 'STRING',
      language: 'de',
    });
    expect(first?.obstacle).toBeNull();
  });

  test('include the attribute of the edited row', () => {
    const [first] = attributeOptions({
      crmFields: [crmField({ attribute: 'firstname' })],
      mapping: { firstname: { field: 'firstName' } },
      current: 'firstname',
      sourceType: 'STRING',
      language: 'de',
    });
    expect(first?.obstacle).toBeNull();
  });

  test('are found by label in the language of the panel, by logical name and by description', () => {
    expect(found('vorn')).toEqual(['firstname']);
    expect(found('address1_l')).toEqual(['address1_line1']);
    expect(found('first')).toEqual(['new_memo', 'firstname']);
    expect(found('nothing like it')).toEqual([]);
  });

  test('are found regardless of case and accents, by all words of the query', () => {
    expect(found('STRA')).toEqual(['address1_line1']);
    expect(found('contact supp')).toEqual(['new_memo']);
  });
});
