import { expect, test } from 'vitest';
import { openForeignFixture, type Row } from './testing/foreign-client.ts';

const ID = '6f1d3b1e-6f0a-4f2e-9c55-1f0a7d1c2b3a';

test('a contact is created, read, updated and deleted', async () => {
  await using fixture = await openForeignFixture();
  const { api } = fixture;
  const key = await fixture.createContact({ firstname: 'Ada', lastname: "O'Neill" });
  const read = await api.retrieve<Row>({ collection: 'contacts', key, select: ['fullname', 'jobtitle'] });
  expect(read).toMatchObject({ contactid: key, fullname: "Ada O'Neill", jobtitle: null });
  expect(read['@odata.etag']).toMatch(/^W\/"\d+"$/);

  await api.update({ collection: 'contacts', key, data: { jobtitle: 'Vorständin' } });
  expect(await api.retrieve<Row>({ collection: 'contacts', key })).toMatchObject({ jobtitle: 'Vorständin' });

  await api.deleteRecord({ collection: 'contacts', key });
  expect(fixture.emulator.contactCount()).toBe(0);
});

test('a create and an update return the row if requested', async () => {
  await using fixture = await openForeignFixture();
  const created = await fixture.api.create<Row>({
    collection: 'contacts',
    data: { lastname: 'Berg' },
    returnRepresentation: true,
    select: ['lastname'],
  });
  expect(created).toMatchObject({ lastname: 'Berg' });
  const updated = await fixture.api.update<Row>({
    collection: 'contacts',
    key: String(created['contactid']),
    data: { lastname: 'Tal' },
    returnRepresentation: true,
    select: ['lastname'],
  });
  expect(updated).toMatchObject({ contactid: created['contactid'], lastname: 'Tal' });
});

test('an upsert by id creates or updates, and can be limited to either', async () => {
  await using fixture = await openForeignFixture();
  const { api, emulator } = fixture;
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

test('an upsert by alternate key finds its row', async () => {
  await using fixture = await openForeignFixture();
  fixture.emulator.defineAlternateKey({ schemaName: 'new_employee', columns: ['employeeid'] });
  const upsert = { collection: 'contacts', key: "employeeid='E-1'" } as const;
  await fixture.api.upsert({ ...upsert, data: { lastname: 'Berg' } });
  await fixture.api.upsert({ ...upsert, data: { lastname: 'Tal' } });
  const read = await fixture.api.retrieve<Row>({ ...upsert, select: ['employeeid', 'lastname'] });
  expect(read).toMatchObject({ employeeid: 'E-1', lastname: 'Tal' });
  expect(fixture.emulator.contactCount()).toBe(1);
});

test('an update by etag succeeds once, and deleting a changed row fails', async () => {
  await using fixture = await openForeignFixture();
  const { api } = fixture;
  const key = await fixture.createContact({ lastname: 'Berg' });
  const etag = String((await api.retrieve<Row>({ collection: 'contacts', key }))['@odata.etag']);
  expect(await api.update({ collection: 'contacts', key, ifmatch: etag, data: { lastname: 'Tal' } })).toBe(
    true,
  );
  expect(await api.update({ collection: 'contacts', key, ifmatch: etag, data: { lastname: 'See' } })).toBe(
    false,
  );
  expect(await api.deleteRecord({ collection: 'contacts', key, ifmatch: etag })).toBe(false);
  expect(fixture.emulator.contact(key)).toMatchObject({ lastname: 'Tal' });
});

test('one property is set and cleared on its own', async () => {
  await using fixture = await openForeignFixture();
  const { api } = fixture;
  const key = await fixture.createContact({ lastname: 'Berg' });
  await api.updateSingleProperty({ collection: 'contacts', key, fieldValuePair: { jobtitle: 'Kassenwart' } });
  expect(fixture.emulator.contact(key)).toMatchObject({ jobtitle: 'Kassenwart' });
  await api.deleteRecord({ collection: 'contacts', key, property: 'jobtitle' });
  expect(fixture.emulator.contact(key)).toMatchObject({ jobtitle: null });
});

test('an unchanged row is not sent again', async () => {
  await using fixture = await openForeignFixture();
  const key = await fixture.createContact({ lastname: 'Berg' });
  const etag = String((await fixture.api.retrieve<Row>({ collection: 'contacts', key }))['@odata.etag']);
  expect(await fixture.api.retrieve({ collection: 'contacts', key, ifnonematch: etag })).toBeUndefined();
});
