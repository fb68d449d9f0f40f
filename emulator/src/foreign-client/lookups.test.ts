import { expect, test } from 'vitest';
import { type ForeignFixture, openForeignFixture, type Row, refusalOf } from './testing/foreign-client.ts';

const collection = 'contacts';
const account = { table: 'account', id: '6f1d3b1e-6f0a-4f2e-9c55-1f0a7d1c2b3a', name: 'Tierhilfe e. V.' };
const company = ['_parentcustomerid_value'];

/** A contact, the one account that it may belong to, and a key by which contacts can be named. */
async function openStage(): Promise<ForeignFixture & { key: string }> {
  const fixture = await openForeignFixture();
  fixture.emulator.seed({ related: [account] });
  fixture.emulator.defineAlternateKey({ schemaName: 'new_employee', columns: ['employeeid'] });
  return { ...fixture, key: await fixture.createContact({ lastname: 'Berg', employeeid: 'E-(1)' }) };
}

test('a lookup is bound by id and read with the table and name of its row', async () => {
  await using fixture = await openStage();
  const data = { 'parentcustomerid_account@odata.bind': `/accounts(${account.id})` };
  const key = await fixture.createContact(data);
  const read = await fixture.api.retrieve<Row>({ collection, key, select: company, includeAnnotations: '*' });
  expect(read).toMatchObject({
    _parentcustomerid_value: account.id,
    _parentcustomerid_value_Formatted: account.name,
    _parentcustomerid_value_LogicalName: 'account',
    _parentcustomerid_value_NavigationProperty: 'parentcustomerid_account',
  });
});

test('a lookup is bound by an alternate key, with any characters in its quotes', async () => {
  await using fixture = await openStage();
  const data = { 'parentcustomerid_contact@odata.bind': "/contacts(employeeid='E-(1)')" };
  const key = await fixture.createContact(data);
  expect(await fixture.api.retrieve<Row>({ collection, key, select: company })).toMatchObject({
    _parentcustomerid_value: fixture.key,
  });
});

test('a reference is set and removed on its own', async () => {
  await using fixture = await openStage();
  const { api, key } = fixture;
  const reference = { collection, primaryKey: key, navigationProperty: 'parentcustomerid_account' };
  await api.associateSingleValued({ ...reference, relatedCollection: 'accounts', relatedKey: account.id });
  expect(await api.retrieve<Row>({ collection, key, select: company })).toMatchObject({
    _parentcustomerid_value: account.id,
  });
  await api.disassociateSingleValued(reference);
  expect(await api.retrieve<Row>({ collection, key, select: company })).toMatchObject({
    _parentcustomerid_value: null,
  });
});

test('a reference in a change set can name a row that the change set creates', async () => {
  await using fixture = await openStage();
  const { api, emulator } = fixture;
  api.startBatch();
  void api.create({ collection, data: { lastname: 'Chefin' }, contentId: '1' });
  void api.associateSingleValued({
    collection,
    primaryKey: fixture.key,
    navigationProperty: 'parentcustomerid_contact',
    relatedKey: '$1',
  });
  const [chief] = (await api.executeBatch()) as [string];
  expect(emulator.contact(fixture.key)).toMatchObject({ _parentcustomerid_value: chief });
});

test.each([
  [
    'an unknown id',
    { parentcustomerid_account: `/accounts(${'0'.repeat(8)}${account.id.slice(8)})` },
    404,
    '0x80040217',
  ],
  ['a key that no row has', { parentcustomerid_contact: "/contacts(employeeid='E-2')" }, 404, '0x80060891'],
  ['an undefined key', { parentcustomerid_contact: "/contacts(lastname='Berg')" }, 400, '0x80060890'],
  ['the wrong table', { parentcustomerid_account: `/contacts(${account.id})` }, 400, '0x80048d19'],
  ['a property without a table', { parentcustomerid: `/accounts(${account.id})` }, 400, '0x80048d19'],
  ['no key at all', { parentcustomerid_account: '/accounts(Tierhilfe)' }, 400, '0x80048d19'],
  [
    'an account by key, which the emulator does not have',
    { parentcustomerid_account: "/accounts(accountnumber='1')" },
    501,
    '0x80048d05',
  ],
])('a binding to %s is refused and creates nothing', async (_what, binding, status, code) => {
  await using fixture = await openStage();
  const [[navigation, url] = ['', '']] = Object.entries(binding);
  const refusal = await refusalOf(fixture.createContact({ [`${navigation}@odata.bind`]: url }));
  expect(refusal).toMatchObject({ status, code });
  expect(fixture.emulator.contactCount()).toBe(1);
});

test.each([
  ['a navigation property that is none', 'jobtitle', 400, '0x80060888'],
  ['a row that is not there', 'parentcustomerid_account', 404, '0x80040217'],
])('a reference for %s is refused', async (_what, navigationProperty, status, code) => {
  await using fixture = await openStage();
  const primaryKey = status === 404 ? account.id : fixture.key;
  const reference = { collection, primaryKey, navigationProperty };
  const set = { ...reference, relatedCollection: 'accounts', relatedKey: account.id };
  expect(await refusalOf(fixture.api.associateSingleValued(set))).toMatchObject({ status, code });
  expect(await refusalOf(fixture.api.disassociateSingleValued(reference))).toMatchObject({ status, code });
});
