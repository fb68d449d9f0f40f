import { expect, test } from 'vitest';
import { openForeignFixture, type Row, refusalOf } from './testing/foreign-client.ts';

const PEOPLE = ['Vogt', 'Berg', 'Tal', 'Berger', 'See'].map((lastname, index) => ({
  lastname,
  emailaddress1: `${lastname}@example.org`,
  numberofchildren: index,
  gendercode: 2,
}));

test('contacts are filtered, selected, ordered and counted', async () => {
  await using fixture = await openForeignFixture();
  fixture.emulator.seed({ rows: PEOPLE });
  const found = await fixture.api.retrieveMultiple<Row>({
    collection: 'contacts',
    select: ['lastname'],
    filter: "startswith(lastname,'berg') and numberofchildren gt 0",
    orderBy: ['lastname desc'],
    count: true,
  });
  expect(found.value.map((row) => row['lastname'])).toEqual(['Berger', 'Berg']);
  expect(found['oDataCount']).toBe(2);
  expect(found.value[0]).not.toHaveProperty('emailaddress1');
});

test('$top limits the rows', async () => {
  await using fixture = await openForeignFixture();
  fixture.emulator.seed({ rows: PEOPLE });
  const { value } = await fixture.api.retrieveMultiple<Row>({
    collection: 'contacts',
    select: ['lastname'],
    orderBy: ['numberofchildren desc'],
    top: 2,
  });
  expect(value.map((row) => row['lastname'])).toEqual(['See', 'Berger']);
});

test('pages are followed by their links until all rows are read', async () => {
  await using fixture = await openForeignFixture();
  fixture.emulator.seed({ count: 25 });
  const request = { collection: 'contacts', select: ['contactid'], maxPageSize: 10 };
  const first = await fixture.api.retrieveMultiple<Row>(request);
  expect(first.value).toHaveLength(10);
  const second = await fixture.api.retrieveMultiple<Row>(request, first.oDataNextLink);
  expect(second.value).toHaveLength(10);
  const { value } = await fixture.api.retrieveAll<Row>(request);
  expect(new Set(value.map((row) => row['contactid'])).size).toBe(25);
});

test('contacts are counted without being read', async () => {
  await using fixture = await openForeignFixture();
  fixture.emulator.seed({ rows: PEOPLE });
  expect(await fixture.api.count({ collection: 'contacts' })).toBe(5);
  expect(await fixture.api.count({ collection: 'contacts', filter: "contains(lastname,'erg')" })).toBe(2);
});

test('several e-mails are found by the function In', async () => {
  await using fixture = await openForeignFixture();
  fixture.emulator.seed({ rows: PEOPLE });
  const { value } = await fixture.api.retrieveMultiple<Row>({
    collection: 'contacts',
    select: ['emailaddress1'],
    filter:
      "Microsoft.Dynamics.CRM.In(PropertyName='emailaddress1',PropertyValues=['TAL@example.org','see@example.org'])",
  });
  expect(value).toHaveLength(2);
});

test('labels are annotations if requested', async () => {
  await using fixture = await openForeignFixture({ uiLanguage: 1031 });
  fixture.emulator.seed({ rows: PEOPLE.slice(0, 1) });
  const { value } = await fixture.api.retrieveMultiple<Row>({
    collection: 'contacts',
    select: ['gendercode'],
    includeAnnotations: '*',
  });
  expect(value[0]).toMatchObject({
    gendercode: 2,
    'gendercode@OData.Community.Display.V1.FormattedValue': 'Weiblich',
  });
});

test.each([
  ['a query in FetchXML', { fetchXml: '<fetch><entity name="contact"/></fetch>' }],
  ['a saved query', { savedQuery: '6f1d3b1e-6f0a-4f2e-9c55-1f0a7d1c2b3a' }],
  ['a query of the user', { userQuery: '6f1d3b1e-6f0a-4f2e-9c55-1f0a7d1c2b3a' }],
])('%s is refused explicitly instead of returning every row', async (_what, query) => {
  await using fixture = await openForeignFixture();
  fixture.emulator.seed({ rows: PEOPLE });
  const asked = fixture.api.retrieveMultiple({ collection: 'contacts', ...query });
  expect(await refusalOf(asked)).toMatchObject({ status: 501 });
});
