import { expect, test } from 'vitest';
import { openForeignStage, refusalOf } from './testing/foreign-client.ts';

const key = '6f1d3b1e-6f0a-4f2e-9c55-1f0a7d1c2b3a';
const target = { collection: 'contacts', key };
const data = { lastname: 'Tal' };

test.each([
  ['a create over a row that is there', { ifnonematch: '*' }, 412, '0x80040237'],
  ['an upsert by an etag that has passed', { ifmatch: 'W/"1"' }, 412, '0x80060882'],
  ['an upsert by what is no etag', { ifmatch: 'yesterday' }, 400, '0x80060883'],
])('%s is refused, and the row stays as it was', async (_what, condition, status, code) => {
  await using stage = await openForeignStage({}, { propagateErrors: true });
  stage.emulator.seed({ rows: [{ contactid: key, lastname: 'Berg' }] });
  const refusal = await refusalOf(stage.api.upsert({ ...target, data, ...condition }));
  expect(refusal).toMatchObject({ status, code });
  expect(stage.emulator.contact(key)).toMatchObject({ lastname: 'Berg' });
});

test.each([
  ['by any etag', { ifmatch: '*' }],
  ['by an etag', { ifmatch: 'W/"1"' }],
])('an upsert %s of a row that is not there is refused, and creates none', async (_what, condition) => {
  await using stage = await openForeignStage({}, { propagateErrors: true });
  const refusal = await refusalOf(stage.api.upsert({ ...target, data, ...condition }));
  expect(refusal).toMatchObject({ status: 404, code: '0x80040217' });
  expect(stage.emulator.contactCount()).toBe(0);
});

test('a deletion of a row that is gone is refused with 404', async () => {
  await using stage = await openForeignStage();
  stage.emulator.seed({ rows: [{ contactid: key }] });
  await stage.api.deleteRecord(target);
  expect(await refusalOf(stage.api.deleteRecord(target))).toMatchObject({ status: 404, code: '0x80040217' });
});

test.each(['a+b', 'a&b', 'a:b', 'a/b', 'a%b'])(
  'a key with a forbidden character does not get through, though it is encoded: %s',
  async (value) => {
    await using stage = await openForeignStage();
    stage.emulator.defineAlternateKey({ schemaName: 'new_employee', columns: ['employeeid'] });
    const upsert = (text: string) =>
      stage.api.upsert({ collection: 'contacts', key: `employeeid='${text}'`, data });
    expect(await refusalOf(upsert(encodeURIComponent(value)))).toMatchObject({ status: 400 });
    expect(stage.emulator.contactCount()).toBe(0);
  },
);

test('an upsert says by its status whether it created or updated, where the row is asked for', async () => {
  await using stage = await openForeignStage();
  const asked = { ...target, data, returnRepresentation: true, select: ['lastname'] };
  const representations = [await stage.api.upsert(asked), await stage.api.upsert(asked)];
  expect(representations).toMatchObject([data, data]);
  expect(stage.emulator.requests().map(({ status }) => status)).toEqual([200, 201, 200]);
});
