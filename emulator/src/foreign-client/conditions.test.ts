import { expect, test } from 'vitest';
import { openForeignFixture, refusalOf } from './testing/foreign-client.ts';

const key = '6f1d3b1e-6f0a-4f2e-9c55-1f0a7d1c2b3a';
const target = { collection: 'contacts', key };
const data = { lastname: 'Tal' };

test.each([
  ['a create of a row that exists', { ifnonematch: '*' }, 412, '0x80040237'],
  ['an upsert by an etag that has passed', { ifmatch: 'W/"1"' }, 412, '0x80060882'],
  ['an upsert by what is no etag', { ifmatch: 'yesterday' }, 400, '0x80060883'],
])('%s is refused, and the row is unchanged', async (_what, condition, status, code) => {
  await using fixture = await openForeignFixture({}, { propagateErrors: true });
  fixture.emulator.seed({ rows: [{ contactid: key, lastname: 'Berg' }] });
  const refusal = await refusalOf(fixture.api.upsert({ ...target, data, ...condition }));
  expect(refusal).toMatchObject({ status, code });
  expect(fixture.emulator.contact(key)).toMatchObject({ lastname: 'Berg' });
});

test.each([
  ['by any etag', { ifmatch: '*' }],
  ['by an etag', { ifmatch: 'W/"1"' }],
])('an upsert %s of a missing row is refused and creates none', async (_what, condition) => {
  await using fixture = await openForeignFixture({}, { propagateErrors: true });
  const refusal = await refusalOf(fixture.api.upsert({ ...target, data, ...condition }));
  expect(refusal).toMatchObject({ status: 404, code: '0x80040217' });
  expect(fixture.emulator.contactCount()).toBe(0);
});

test('deleting a deleted row is refused with 404', async () => {
  await using fixture = await openForeignFixture();
  fixture.emulator.seed({ rows: [{ contactid: key }] });
  await fixture.api.deleteRecord(target);
  expect(await refusalOf(fixture.api.deleteRecord(target))).toMatchObject({
    status: 404,
    code: '0x80040217',
  });
});

test.each(['a+b', 'a&b', 'a:b', 'a/b', 'a%b'])(
  'a key with a forbidden character is refused although it is encoded: %s',
  async (value) => {
    await using fixture = await openForeignFixture();
    fixture.emulator.defineAlternateKey({ schemaName: 'new_employee', columns: ['employeeid'] });
    const upsert = (text: string) =>
      fixture.api.upsert({ collection: 'contacts', key: `employeeid='${text}'`, data });
    expect(await refusalOf(upsert(encodeURIComponent(value)))).toMatchObject({ status: 400 });
    expect(fixture.emulator.contactCount()).toBe(0);
  },
);

test('the status of an upsert that returns the row shows whether it created', async () => {
  await using fixture = await openForeignFixture();
  const asked = { ...target, data, returnRepresentation: true, select: ['lastname'] };
  const representations = [await fixture.api.upsert(asked), await fixture.api.upsert(asked)];
  expect(representations).toMatchObject([data, data]);
  expect(fixture.emulator.requests().map(({ status }) => status)).toEqual([200, 201, 200]);
});
