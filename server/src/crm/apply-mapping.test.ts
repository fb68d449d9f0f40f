import type { Contact, CrmField, Mapping } from '@goodfunds/shared';
import { describe, expect, it } from 'vitest';
import { byAttribute, crmField } from '../../../shared/src/testing/crm-field.ts';
import { applyMapping, type ConvertValue } from './apply-mapping.ts';

const contact: Contact = {
  id: 'c1',
  email: 'ada@example.org',
  firstName: '  ',
  lastName: 'Berg',
  title: null,
  address: { city: 'Köln', street: '' },
  customFields: { shirtSize: 'XL', newsletter: true, donations: 0, topics: 'Water; forest', empty: null },
};

const asItIs: ConvertValue = (value) => ({ value });

describe('applying a mapping to a contact', () => {
  it('reads standard, nested and custom fields', () => {
    const { values, failures } = apply({
      lastname: { field: 'lastName' },
      address1_city: { field: 'address.city' },
      new_shirtsize: { field: 'customFields.shirtSize' },
    });
    expect(values).toEqual({ lastname: 'Berg', address1_city: 'Köln', new_shirtsize: 'XL' });
    expect(failures).toEqual([]);
  });

  it('omits blank fields and converts none of them', () => {
    const converted: unknown[] = [];
    const { values } = apply(
      {
        firstname: { field: 'firstName' },
        title: { field: 'title' },
        address1_line1: { field: 'address.street' },
        new_empty: { field: 'customFields.empty' },
        new_unknown: { field: 'customFields.unknown' },
        new_prototype: { field: 'customFields.toString' },
        telephone1: { field: 'phone' },
      },
      {
        convertValue: (value) => {
          converted.push(value);
          return { value };
        },
      },
    );
    expect([values, converted]).toEqual([{}, []]);
  });

  it.each(['not an e-mail', `${'x'.repeat(250)}@example.org`])('refuses the malformed e-mail %j', (email) => {
    const mapping = { emailaddress1: { field: 'email' }, lastname: { field: 'lastName' } };
    const { values, failures } = apply(mapping, { contact: { ...contact, email } });
    expect(values).toEqual({ lastname: 'Berg' });
    expect(failures).toEqual([
      { code: 'INVALID_EMAIL', params: { attribute: 'emailaddress1', field: 'email' } },
    ]);
  });

  it('treats false and zero as values', () => {
    const { values } = apply({
      new_newsletter: { field: 'customFields.newsletter', values: { true: false } },
      new_donations: { field: 'customFields.donations' },
    });
    expect(values).toEqual({ new_newsletter: false, new_donations: 0 });
  });

  it('collects every failure, with attribute and field, and keeps the other values', () => {
    const convertValue: ConvertValue = (value, field) =>
      field.attribute === 'lastname'
        ? { value }
        : { failure: { code: 'VALUE_TOO_LONG', params: { maxLength: 2, actualLength: 4 } } };
    const { values, failures } = apply(
      {
        lastname: { field: 'lastName' },
        address1_city: { field: 'address.city' },
        emailaddress1: { field: 'email' },
      },
      { convertValue },
    );
    expect(values).toEqual({ lastname: 'Berg' });
    expect(failures).toEqual([
      {
        code: 'VALUE_TOO_LONG',
        params: { maxLength: 2, actualLength: 4, attribute: 'address1_city', field: 'address.city' },
      },
      {
        code: 'VALUE_TOO_LONG',
        params: { maxLength: 2, actualLength: 4, attribute: 'emailaddress1', field: 'email' },
      },
    ]);
  });

  it('refuses an attribute that discovery did not find', () => {
    const mapping: Mapping = { gone: { field: 'lastName' } };
    const { failures } = applyMapping({
      contact,
      mapping,
      fieldsByAttribute: new Map(),
      convertValue: asItIs,
    });
    expect(failures).toEqual([
      { code: 'ATTRIBUTE_UNKNOWN', params: { attribute: 'gone', field: 'lastName' } },
    ]);
  });

  it('omits a value that the conversion finds empty', () => {
    const { values } = apply({ lastname: { field: 'lastName' } }, { convertValue: () => ({ value: '' }) });
    expect(values).toEqual({});
  });

  it('warns about a value that the organisation requires, and fails a create without one that the system requires', () => {
    const { warnings, failuresOnCreate } = apply(
      { lastname: { field: 'lastName' }, firstname: { field: 'firstName' } },
      {
        fields: [
          crmField({ attribute: 'lastname', required: 'APPLICATION' }),
          crmField({ attribute: 'firstname', required: 'APPLICATION' }),
          crmField({ attribute: 'new_region', required: 'APPLICATION' }),
          crmField({ attribute: 'jobtitle', required: 'RECOMMENDED' }),
          crmField({ attribute: 'new_key', required: 'SYSTEM' }),
          crmField({
            attribute: 'statecode',
            required: 'SYSTEM',
            mappable: false,
            unmappableReason: 'STATE',
          }),
        ],
      },
    );
    expect(warnings).toEqual([
      { code: 'REQUIRED_VALUE_MISSING', params: { attribute: 'firstname' } },
      { code: 'REQUIRED_VALUE_MISSING', params: { attribute: 'new_region' } },
    ]);
    expect(failuresOnCreate).toEqual([{ code: 'REQUIRED_VALUE_MISSING', params: { attribute: 'new_key' } }]);
  });
});

describe('the translation of values in a mapping', () => {
  it.each<[string, Record<string, number | boolean | string>, unknown]>([
    ['a text named as it stands', { XL: 4, xl: 5 }, 4],
    ['a text named in another case and with blanks', { ' xl ': 5 }, 5],
    ['a text that is not named', { S: 1 }, 'XL'],
    ['a text translated to yes or no', { XL: true }, true],
    ['a text translated to nothing', { XL: '' }, undefined],
  ])('gives for %s what the row says', (_title, values, expected) => {
    const applied = apply({ new_shirtsize: { field: 'customFields.shirtSize', values } });
    expect(applied.values['new_shirtsize']).toBe(expected);
  });

  it('translates each part where an attribute takes several options', () => {
    const applied = apply(
      { new_topics: { field: 'customFields.topics', values: { water: 1, Forest: '2,3' } } },
      { fields: [crmField({ attribute: 'new_topics', type: 'ENUM', multiple: true })] },
    );
    expect(applied.values).toEqual({ new_topics: '1;2,3' });
  });

  it('translates the whole text first', () => {
    const applied = apply(
      { new_topics: { field: 'customFields.topics', values: { 'water; forest': '7', water: 1 } } },
      { fields: [crmField({ attribute: 'new_topics', type: 'ENUM', multiple: true })] },
    );
    expect(applied.values).toEqual({ new_topics: '7' });
  });

  it('does not mistake inherited names for translations', () => {
    const applied = apply(
      { lastname: { field: 'customFields.name', values: { x: 'y' } } },
      {
        contact: { ...contact, customFields: { name: 'constructor' } },
      },
    );
    expect(applied.values).toEqual({ lastname: 'constructor' });
  });

  it('treats an attribute called constructor as any other', () => {
    const fields = [crmField({ attribute: 'constructor', required: 'SYSTEM' })];
    expect(apply({}, { fields }).failuresOnCreate).toEqual([
      { code: 'REQUIRED_VALUE_MISSING', params: { attribute: 'constructor' } },
    ]);
    const { values, failuresOnCreate } = apply({ constructor: { field: 'lastName' } }, { fields });
    expect([values, failuresOnCreate]).toEqual([{ constructor: 'Berg' }, []]);
  });
});

function apply(
  mapping: Mapping,
  options: { fields?: CrmField[]; convertValue?: ConvertValue; contact?: Contact } = {},
) {
  const fields = options.fields ?? Object.keys(mapping).map((attribute) => crmField({ attribute }));
  return applyMapping({
    contact: options.contact ?? contact,
    mapping,
    fieldsByAttribute: byAttribute(...fields),
    convertValue: options.convertValue ?? asItIs,
  });
}
