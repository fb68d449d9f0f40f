import { describe, expect, test } from 'vitest';
import { startEmulator } from '../start-emulator.ts';
import { connect, idIn, rowsOf } from '../testing/client.ts';

describe('3. The emulator ignores silently what Dataverse ignores silently', () => {
  test('a read-only column in a payload is ignored', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const created = await client.post('contacts', {
      firstname: 'Ada',
      lastname: 'Lovelace',
      fullname: 'Somebody Else',
      createdon: '1999-01-01T00:00:00Z',
      merged: true,
      annualincome_base: 5,
      statecode: 1,
    });
    expect(created.status).toBe(204);
    const patched = await client.patch(`contacts(${idIn(created)})`, {
      fullname: 'X',
      importsequencenumber: 7,
      address1_composite: 'Y',
    });
    expect(patched.status).toBe(204);
    const row = await client.get(`contacts(${idIn(created)})`);
    expect(row.json).toMatchObject({
      fullname: 'Ada Lovelace',
      merged: false,
      annualincome_base: null,
      statecode: 0,
      importsequencenumber: null,
      address1_composite: null,
    });
    expect(row.json).not.toMatchObject({ createdon: '1999-01-01T00:00:00Z' });
  });

  test('application-required columns, e-mail format and e-mail uniqueness are not enforced', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    expect((await client.post('contacts', {})).status).toBe(204);
    expect((await client.post('contacts', { emailaddress1: 'abc' })).status).toBe(204);
    expect((await client.post('contacts', { emailaddress1: 'abc' })).status).toBe(204);
    expect(rowsOf(await client.get("contacts?$filter=emailaddress1 eq 'abc'"))).toHaveLength(2);
  });

  test('the server composes and updates fullname', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const id = idIn(await client.post('contacts', { firstname: 'Ada' }));
    expect((await client.get(`contacts(${id})?$select=fullname`)).json).toMatchObject({ fullname: 'Ada' });
    await client.patch(`contacts(${id})`, { firstname: null, lastname: 'Lovelace' });
    expect((await client.get(`contacts(${id})?$select=fullname`)).json).toMatchObject({
      fullname: 'Lovelace',
    });
  });

  test('empty columns are null, and key and etag are always returned', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const id = idIn(await client.post('contacts', { lastname: 'Lovelace' }));
    const row = await client.get(`contacts(${id})?$select=firstname,birthdate`);
    expect(row.json).toEqual({
      '@odata.context': `${emulator.baseUrl}/api/data/v9.2/$metadata#contacts(firstname,birthdate)/$entity`,
      '@odata.etag': expect.stringMatching(/^W\/"\d+"$/) as unknown,
      firstname: null,
      birthdate: null,
      contactid: id,
    });
  });

  test('an empty string is stored as null', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const id = idIn(await client.post('contacts', { jobtitle: 'x' }));
    await client.patch(`contacts(${id})`, { jobtitle: '' });
    expect((await client.get(`contacts(${id})?$select=jobtitle`)).json).toMatchObject({ jobtitle: null });
  });

  test('money gets its currency and its base amount', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const id = idIn(await client.post('contacts', { annualincome: 1234.567 }));
    expect((await client.get(`contacts(${id})`)).json).toMatchObject({
      annualincome: 1234.57,
      annualincome_base: 1234.57,
      exchangerate: 1,
      _transactioncurrencyid_value: expect.any(String) as unknown,
    });
  });

  test('a new row has the defaults of its columns and the given values', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const id = idIn(await client.post('contacts', { donotemail: true, preferredcontactmethodcode: null }));
    expect((await client.get(`contacts(${id})`)).json).toMatchObject({
      donotemail: true,
      donotphone: false,
      followemail: true,
      preferredcontactmethodcode: null,
      customertypecode: 1,
      statuscode: 1,
    });
  });
});
