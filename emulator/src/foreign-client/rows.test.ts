import { expect, test } from 'vitest';
import { openForeignStage, type Row } from './testing/foreign-client.ts';

const ID = '6f1d3b1e-6f0a-4f2e-9c55-1f0a7d1c2b3a';

test('a contact is created, read, updated and deleted', async () => {
  await using stage = await openForeignStage();
  const { api } = stage;
  const key = await stage.createContact({ firstname: 'Ada', lastname: "O'Neill" });
  const read = await api.retrieve<Row>({ collection: 'contacts', key, select: ['fullname', 'jobtitle'] });
  expect(read).toMatchObject({ contactid: key, fullname: "Ada O'Neill", jobtitle: null });
  expect(read['@odata.etag']).toMatch(/^W\/"\d+"$/);

  await api.update({ collection: 'contacts', key, data: { jobtitle: 'Vorständin' } });
  expect(await api.retrieve<Row>({ collection: 'contacts', key })).toMatchObject({ jobtitle: 'Vorständin' });

  await api.deleteRecord({ collection: 'contacts', key });
  expect(stage.emulator.contactCount()).toBe(0);
});

test('a create and an update answer the row where that is asked for', async () => {
  await using stage = await openForeignStage();
  const created = await stage.api.create<Row>({
    collection: 'contacts',
    data: { lastname: 'Berg' },
    returnRepresentation: true,
    select: ['lastname'],
  });
  expect(created).toMatchObject({ lastname: 'Berg' });
  const updated = await stage.api.update<Row>({
    collection: 'contacts',
    key: String(created['contactid']),
    data: { lastname: 'Tal' },
    returnRepresentation: true,
    select: ['lastname'],
  });
  expect(updated).toMatchObject({ contactid: created['contactid'], lastname: 'Tal' });
});

test('an upsert by id creates where nothing is, updates where something is, and can be held to one of both', async () => {
  await using stage = await openForeignStage();
  const { api, emulator } = stage;
  const upsert = { collection: 'contacts', key: ID } as const;
  await api.upsert({ ...upsert, data: { lastname: 'Berg' } });
  await api.upsert({ ...upsert, data: { firstname: 'Ada' } });
  expect(emulator.contact(ID)).toMatchObject({ firstname: 'Ada', lastname: 'Berg' });

  // The client answers null where the condition was not met.
  expect(await api.upsert({ ...upsert, ifnonematch: '*', data: { lastname: 'Neu' } })).toBeNull();
  const other = ID.replace('6f1d', '7f1d');
  expect(await api.upsert({ collection: 'contacts', key: other, ifmatch: '*', data: {} })).toBeNull();
  expect(emulator.contactCount()).toBe(1);
});

test('an upsert by alternate key finds its row by the key', async () => {
  await using stage = await openForeignStage();
  stage.emulator.defineAlternateKey({ schemaName: 'new_employee', columns: ['employeeid'] });
  const upsert = { collection: 'contacts', key: "employeeid='E-1'" } as const;
  await stage.api.upsert({ ...upsert, data: { lastname: 'Berg' } });
  await stage.api.upsert({ ...upsert, data: { lastname: 'Tal' } });
  const read = await stage.api.retrieve<Row>({ ...upsert, select: ['employeeid', 'lastname'] });
  expect(read).toMatchObject({ employeeid: 'E-1', lastname: 'Tal' });
  expect(stage.emulator.contactCount()).toBe(1);
});

test('an update by etag goes through once, and a deletion of a changed row not at all', async () => {
  await using stage = await openForeignStage();
  const { api } = stage;
  const key = await stage.createContact({ lastname: 'Berg' });
  const etag = String((await api.retrieve<Row>({ collection: 'contacts', key }))['@odata.etag']);
  expect(await api.update({ collection: 'contacts', key, ifmatch: etag, data: { lastname: 'Tal' } })).toBe(
    true,
  );
  expect(await api.update({ collection: 'contacts', key, ifmatch: etag, data: { lastname: 'See' } })).toBe(
    false,
  );
  expect(await api.deleteRecord({ collection: 'contacts', key, ifmatch: etag })).toBe(false);
  expect(stage.emulator.contact(key)).toMatchObject({ lastname: 'Tal' });
});

test('one property is set and cleared by itself', async () => {
  await using stage = await openForeignStage();
  const { api } = stage;
  const key = await stage.createContact({ lastname: 'Berg' });
  await api.updateSingleProperty({ collection: 'contacts', key, fieldValuePair: { jobtitle: 'Kassenwart' } });
  expect(stage.emulator.contact(key)).toMatchObject({ jobtitle: 'Kassenwart' });
  await api.deleteRecord({ collection: 'contacts', key, property: 'jobtitle' });
  expect(stage.emulator.contact(key)).toMatchObject({ jobtitle: null });
});

test('a row that was read before is not sent again as long as it is the same', async () => {
  await using stage = await openForeignStage();
  const key = await stage.createContact({ lastname: 'Berg' });
  const etag = String((await stage.api.retrieve<Row>({ collection: 'contacts', key }))['@odata.etag']);
  expect(await stage.api.retrieve({ collection: 'contacts', key, ifnonematch: etag })).toBeUndefined();
});
