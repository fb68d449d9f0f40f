import { describe, expect, test } from 'vitest';
import { startEmulator } from '../start-emulator.ts';
import { connect, idIn, refusal } from '../testing/client.ts';

const absent = '33333333-3333-4333-8333-333333333333';

describe('5. Upserts and their conditions', () => {
  test('PATCH without a condition creates the row with that id', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const created = await client.patch(`contacts(${absent})`, { lastname: 'New' });
    expect(created.status).toBe(204);
    expect(created.headers.get('odata-entityid')).toBe(
      `${emulator.baseUrl}/api/data/v9.2/contacts(${absent})`,
    );
    await client.delete(`contacts(${absent})`);
    const representation = { Prefer: 'return=representation' };
    expect((await client.patch(`contacts(${absent})`, { lastname: 'New' }, representation)).status).toBe(201);
    const updated = await client.patch(
      `contacts(${absent})?$select=lastname`,
      { lastname: 'Newer' },
      representation,
    );
    expect(updated).toMatchObject({ status: 200, json: { lastname: 'Newer', contactid: absent } });
    expect(updated.headers.get('preference-applied')).toBe('return=representation');
  });

  test('If-Match: * updates only; a missing row is 404', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const refused = refusal(
      await client.patch(`contacts(${absent})`, { lastname: 'X' }, { 'If-Match': '*' }),
    );
    expect(refused).toEqual({
      status: 404,
      code: '0x80040217',
      message: `contact With Id = ${absent} Does Not Exist`,
    });
    expect(emulator.contactCount()).toBe(0);
  });

  test('If-None-Match: * creates only; an existing row is 412', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const createOnly = { 'If-None-Match': '*' };
    expect((await client.patch(`contacts(${absent})`, { lastname: 'First' }, createOnly)).status).toBe(204);
    const refused = refusal(await client.patch(`contacts(${absent})`, { lastname: 'Second' }, createOnly));
    expect(refused).toMatchObject({
      status: 412,
      message: 'A record with matching key values already exists.',
    });
    expect(emulator.contact(absent)).toMatchObject({ lastname: 'First' });
  });

  test('a stale etag is 412, and every write makes a new one', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const id = idIn(await client.post('contacts', { lastname: 'One' }));
    const first = (await client.get(`contacts(${id})`)).headers.get('etag') ?? '';
    expect((await client.patch(`contacts(${id})`, { lastname: 'Two' }, { 'If-Match': first })).status).toBe(
      204,
    );
    const stale = await client.patch(`contacts(${id})`, { lastname: 'Three' }, { 'If-Match': first });
    expect(refusal(stale)).toMatchObject({ status: 412, code: '0x80060882' });
    expect(refusal(await client.delete(`contacts(${id})`, { 'If-Match': first }))).toMatchObject({
      status: 412,
    });
    const second = (await client.get(`contacts(${id})`)).headers.get('etag') ?? '';
    expect(Number(/\d+/.exec(second)?.[0])).toBeGreaterThan(Number(/\d+/.exec(first)?.[0]));
    expect(emulator.contact(id)).toMatchObject({ lastname: 'Two' });
  });

  test('a read with a current etag is 304, unless annotations are requested', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const id = idIn(await client.post('contacts', { lastname: 'One' }));
    const etag = (await client.get(`contacts(${id})`)).headers.get('etag') ?? '';
    expect(await client.get(`contacts(${id})`, { 'If-None-Match': etag })).toMatchObject({
      status: 304,
      text: '',
    });
    expect((await client.get(`contacts(${id})`, { 'If-None-Match': 'null' })).status).toBe(200);
    const annotated = { 'If-None-Match': etag, Prefer: 'odata.include-annotations="*"' };
    expect((await client.get(`contacts(${id})`, annotated)).status).toBe(200);
    await client.patch(`contacts(${id})`, { lastname: 'Two' });
    expect((await client.get(`contacts(${id})`, { 'If-None-Match': etag })).status).toBe(200);
  });

  test('POST with an id that is taken is 412', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    expect((await client.post('contacts', { contactid: absent })).status).toBe(204);
    expect(refusal(await client.post('contacts', { contactid: absent }))).toMatchObject({
      status: 412,
      code: '0x80040237',
      message: 'Cannot insert duplicate key.',
    });
  });

  test('a single property can be read, set and cleared', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const id = idIn(await client.post('contacts', { jobtitle: 'x' }));
    expect((await client.send('PUT', `contacts(${id})/jobtitle`, { value: 'Treasurer' })).status).toBe(204);
    expect((await client.get(`contacts(${id})/jobtitle`)).json).toMatchObject({ value: 'Treasurer' });
    expect((await client.delete(`contacts(${id})/jobtitle`)).status).toBe(204);
    expect((await client.get(`contacts(${id})/jobtitle`)).status).toBe(204);
    expect(refusal(await client.delete(`contacts(${id})/nosuch`))).toMatchObject({
      status: 400,
      code: '0x80060888',
    });
  });

  test('a deleted row is gone', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const id = idIn(await client.post('contacts', { jobtitle: 'x' }));
    expect((await client.delete(`contacts(${id})`)).status).toBe(204);
    expect(refusal(await client.get(`contacts(${id})`))).toMatchObject({ status: 404, code: '0x80040217' });
    expect(refusal(await client.delete(`contacts(${id})`))).toMatchObject({
      status: 404,
      code: '0x80040217',
    });
  });

  test('a state sets its status reason, and createdon and modifiedon come from the injected clock', async () => {
    let now = new Date('2026-03-01T10:00:00.500Z');
    await using emulator = await startEmulator({ runtime: { now: () => now } });
    const client = await connect(emulator);
    const id = idIn(await client.post('contacts', { lastname: 'One' }));
    now = new Date('2026-03-01T10:30:00Z');
    await client.patch(`contacts(${id})`, { statecode: 1 });
    expect(emulator.contact(id)).toMatchObject({
      statecode: 1,
      statuscode: 2,
      createdon: '2026-03-01T10:00:00Z',
      modifiedon: '2026-03-01T10:30:00Z',
    });
    const wrong = await client.patch(`contacts(${id})`, { statecode: 1, statuscode: 1 });
    expect(refusal(wrong)).toMatchObject({ status: 400, code: '0x80048408' });
    expect((await client.patch(`contacts(${id})`, { jobtitle: 'still writable' })).status).toBe(204);
  });
});
