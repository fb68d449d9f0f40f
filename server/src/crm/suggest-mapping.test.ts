import type { ContactField, CrmField, Mapping } from '@goodfunds/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crmField } from '../../../shared/src/testing/crm-field.ts';
import { comparableName, similarityTo } from './name-similarity.ts';
import { MAX_COMPARED_LETTERS, suggestMapping } from './suggest-mapping.ts';

const standardMapping: Mapping = {
  emailaddress1: { field: 'email' },
  lastname: { field: 'lastName' },
  birthdate: { field: 'birthDate' },
};

describe('a suggested mapping', () => {
  it('starts with the provider’s standard pairs', () => {
    const rows = suggest([named('birthdate', { type: 'DATE' }), named('lastname'), named('emailaddress1')]);
    expect(rows).toEqual([
      { attribute: 'emailaddress1', field: 'email', score: 1, reason: 'STANDARD' },
      { attribute: 'lastname', field: 'lastName', score: 1, reason: 'STANDARD' },
      { attribute: 'birthdate', field: 'birthDate', score: 1, reason: 'STANDARD' },
    ]);
  });

  it('omits a standard pair that the environment does not have or cannot store', () => {
    const rows = suggest([
      named('emailaddress1'),
      named('lastname', { mappable: false, unmappableReason: 'SECURED' }),
      named('birthdate', { type: 'BOOLEAN' }),
    ]);
    expect(rows.map(({ attribute }) => attribute)).toEqual(['emailaddress1']);
  });

  it.each<[string, string, Partial<CrmField>, string]>([
    ['shirtSize', 'new_shirtsize', { label: 'Größe' }, 'NAME'],
    ['shirtSize', 'cr1a2_shirt_size', { label: 'Größe' }, 'NAME'],
    ['shirtSize', 'new_x1', { label: 'Shirt Size' }, 'LABEL'],
    ['hemdgröße', 'new_x1', { label: 'Shirt Size', labels: { '1031': 'Hemdgroesse' } }, 'LABEL'],
    ['newsletterOptIn', 'new_x1', { label: 'Newsletter (Opt-in)' }, 'LABEL'],
  ])('pairs the custom field %s with %s', (name, attribute, overrides, reason) => {
    const rows = suggest([named(attribute, { custom: true, ...overrides })], [custom(name)]);
    expect(rows).toEqual([expect.objectContaining({ attribute, field: `customFields.${name}`, reason })]);
    expect(rows[0]?.score).toBeGreaterThan(0.8);
    expect(rows[0]?.score).toBeLessThan(1);
  });

  it.each([
    ['title', 'new_titel', 'Akademischer Titel'],
    ['id', 'new_goodfundsid', 'GoodFunds-ID'],
    ['externalId', 'new_reference', 'Externe ID'],
  ])(
    'pairs the standard field %s, which has no standard pair, by its German or English names',
    (field, attribute, label) => {
      const rows = suggest([named(attribute, { custom: true, label })], [standard(field)]);
      expect(rows).toEqual([expect.objectContaining({ attribute, field })]);
    },
  );

  it('suggests the own id of an external system for no column of GoodFunds, and the GoodFunds id for no other id', () => {
    const goodFunds = named('new_goodfundsid', { custom: true, label: 'GoodFunds-ID' });
    expect(suggest([goodFunds], [standard('externalId')])).toEqual([]);
    const other = named('new_id', { custom: true, label: 'ID' });
    expect(suggest([other], [standard('id')])).toEqual([]);
  });

  it('translates the salutation for a text, not for a choice', () => {
    const rows = (type: CrmField['type']) =>
      suggest([named('new_anrede', { type, label: 'Anrede' })], [standard('salutation')]);
    expect(rows('STRING')).toMatchObject([{ values: { HERR: 'Herr', FRAU: 'Frau' } }]);
    expect(rows('ENUM')[0]?.values).toBeUndefined();
  });

  it('suggests nothing for a weak similarity', () => {
    const rows = suggest(
      [named('jobtitle', { label: 'Job Title' }), named('nickname', { label: 'Nickname' }), named('suffix')],
      [custom('donorLevel'), custom('jobStart'), standard('title')],
    );
    expect(rows).toEqual([]);
  });

  it('suggests nothing for incompatible types', () => {
    const attribute = named('new_since', { custom: true, type: 'BOOLEAN', label: 'Since' });
    expect(suggest([attribute], [{ field: 'customFields.since', type: 'DATE', custom: true }])).toEqual([]);
  });

  it('gives an attribute to the most similar field, and the next attribute to the next field', () => {
    const rows = suggest(
      [named('new_shirtsize', { custom: true }), named('new_shirtsize2', { custom: true })],
      [custom('shirtSize2'), custom('shirtSize')],
    );
    expect(rows.map(({ attribute, field }) => [attribute, field])).toEqual([
      ['new_shirtsize', 'customFields.shirtSize'],
      ['new_shirtsize2', 'customFields.shirtSize2'],
    ]);
  });

  it('reads the labels of an attribute once, however many fields there are', () => {
    let reads = 0;
    const attributes = Array.from({ length: 20 }, (_, index) => {
      const attribute = named(`new_x${index}`, { custom: true });
      return Object.defineProperty(attribute, 'labels', {
        get: () => {
          reads += 1;
          return { '1031': `Größe ${index}` };
        },
      });
    });
    const rows = suggest(
      attributes,
      Array.from({ length: 200 }, (_, index) => custom(`größe${index}`)),
    );
    expect(rows).toHaveLength(20);
    expect(reads).toBe(20);
  });

  it('compares a limited number of letters: fields after that get no suggestion by similarity', () => {
    const letters = 'x'.repeat(200);
    const attributes = Array.from({ length: 500 }, (_, index) =>
      named(`new_y${index}`, { custom: true, label: letters }),
    );
    const fields = Array.from({ length: 200 }, (_, index) => custom(`${letters}${'.'.repeat(index)}`));
    const rows = suggest(attributes, fields);
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.length).toBeLessThan(MAX_COMPARED_LETTERS / (attributes.length * letters.length));
  });

  it('never suggests two rows for one attribute, nor an attribute that cannot be mapped', () => {
    const names = fc.constantFrom(
      'shirtSize',
      'shirtsize',
      'size',
      'title',
      'titel',
      'lastName',
      'city',
      'Ort',
    );
    const attributes = fc.uniqueArray(
      fc.record({
        name: fc.constantFrom('lastname', 'new_shirtsize', 'new_size', 'new_titel', 'city'),
        ok: fc.boolean(),
      }),
      { selector: ({ name }) => name },
    );
    fc.assert(
      fc.property(attributes, fc.uniqueArray(names), (given, customNames) => {
        const crmFields = given.map(({ name, ok }) => named(name, { mappable: ok }));
        const rows = suggest(crmFields, customNames.map(custom));
        const suggested = rows.map(({ attribute }) => attribute);
        expect(new Set(suggested).size).toBe(suggested.length);
        const mappable = new Set<string>(given.filter(({ ok }) => ok).map(({ name }) => name));
        expect(suggested.filter((attribute) => !mappable.has(attribute))).toEqual([]);
      }),
    );
  });
});

describe('the similarity of names', () => {
  const nameSimilarity = (left: string, right: string) =>
    similarityTo(comparableName(left))(comparableName(right));

  it.each([
    ['shirtSize', 'Shirt-Size', 1],
    ['Straße', 'strasse', 1],
    ['Café', 'cafe', 1],
    ['', 'x', 0],
    ['abc', 'xyz', 0],
  ])('of %j and %j is %d', (left, right, expected) => {
    expect(nameSimilarity(left, right)).toBe(expected);
  });

  it('is symmetric and between 0 and 1', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (left, right) => {
        const similarity = nameSimilarity(left, right);
        expect(similarity).toBe(nameSimilarity(right, left));
        expect(similarity).toBeGreaterThanOrEqual(0);
        expect(similarity).toBeLessThanOrEqual(1);
      }),
    );
  });
});

function suggest(crmFields: CrmField[], more: ContactField[] = []) {
  const contactFields: ContactField[] = [
    standard('email'),
    standard('lastName'),
    { field: 'birthDate', type: 'DATE', custom: false },
    ...more,
  ];
  return suggestMapping({ crmFields, contactFields, standardMapping, objectionAttributes: ['donotemail'] })
    .rows;
}

function named(attribute: string, overrides: Partial<CrmField> = {}): CrmField {
  return crmField({ attribute, label: attribute, ...overrides });
}

function standard(field: string): ContactField {
  return { field, type: 'STRING', custom: false };
}

function custom(name: string): ContactField {
  return { field: `customFields.${name}`, type: 'STRING', custom: true };
}
