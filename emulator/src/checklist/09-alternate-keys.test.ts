import { describe, expect, test } from 'vitest';
import { startEmulator } from '../start-emulator.ts';
import { connect, refusal } from '../testing/client.ts';

const emailKey = { schemaName: 'new_EmailKey', columns: ['emailaddress1'] };

describe('9. Alternate keys', () => {
  test('contact has none by default', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const refused = refusal(await client.get("contacts(emailaddress1='x@y.org')"));
    expect(refused).toMatchObject({ status: 400, code: '0x80060890' });
    expect(refused.message).toContain(
      "The key in the request URI is not valid for resource 'Microsoft.Dynamics.CRM.contact'",
    );
  });

  test('an upsert by key returns the key URL instead of the id, and not whether it created', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.defineAlternateKey(emailKey);
    const path = "contacts(emailaddress1='x@y.org')";
    for (const lastname of ['One', 'Two']) {
      const answer = await client.patch(path, { lastname, emailaddress1: 'x@y.org' });
      expect(answer.status).toBe(204);
      expect(answer.headers.get('odata-entityid')).toBe(`${emulator.baseUrl}/api/data/v9.2/${path}`);
    }
    expect([...emulator.contacts()]).toMatchObject([{ lastname: 'Two', emailaddress1: 'x@y.org' }]);
    const representation = await client.patch(
      `${path}?$select=contactid`,
      { lastname: 'Three' },
      { Prefer: 'return=representation' },
    );
    expect(representation).toMatchObject({
      status: 200,
      json: { contactid: [...emulator.contacts()][0]?.contactid },
    });
  });

  test('on create a differing body value wins; on update it is ignored', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.defineAlternateKey({ schemaName: 'new_EmployeeKey', columns: ['employeeid'] });
    await client.patch("contacts(employeeid='A')", { employeeid: 'B' });
    expect([...emulator.contacts()]).toMatchObject([{ employeeid: 'B' }]);
    await client.patch("contacts(employeeid='B')", { employeeid: 'C', lastname: 'Same' });
    expect([...emulator.contacts()]).toMatchObject([{ employeeid: 'B', lastname: 'Same' }]);
  });

  test('an update of a missing key is 404', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.defineAlternateKey(emailKey);
    const path = "contacts(emailaddress1='nobody@y.org')";
    expect(refusal(await client.patch(path, {}, { 'If-Match': '*' }))).toMatchObject({
      status: 404,
      code: '0x80060891',
    });
    expect(refusal(await client.get(path))).toMatchObject({ status: 404, code: '0x80060891' });
  });

  test.each(['a+b@y.org', 'a&b', 'a%b', 'a:b', 'a/b', 'a?b', 'a*b', 'a<b'])(
    'a key value with a forbidden character is refused, encoded or not: %s',
    async (value) => {
      await using emulator = await startEmulator();
      const client = await connect(emulator);
      emulator.defineAlternateKey(emailKey);
      const answer = await client.patch(`contacts(emailaddress1='${encodeURIComponent(value)}')`, {
        lastname: 'X',
      });
      expect(answer.status).toBe(400);
      expect(emulator.contactCount()).toBe(0);
    },
  );

  test('a second row with the same key is 412, and the message names the conflicting row', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.defineAlternateKey(emailKey);
    const { ids } = emulator.seed({ rows: [{ emailaddress1: 'x@y.org' }, { emailaddress1: 'z@y.org' }] });
    const refused = refusal(await client.post('contacts', { emailaddress1: 'X@y.org' }));
    expect(refused).toMatchObject({ status: 412, code: '0x80060892' });
    expect(refused.message).toMatch(/Entity Key new_EmailKey violated.*DuplicateAttributes.*DuplicateEntity/);
    expect(refused.message).toContain(String(ids[0]));
    expect(refusal(await client.patch(`contacts(${ids[1]})`, { emailaddress1: 'x@y.org' }))).toMatchObject({
      status: 412,
    });
    expect((await client.patch(`contacts(${ids[0]})`, { emailaddress1: 'x@y.org' })).status).toBe(204);
  });

  test('rows with an empty key column are not constrained', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.defineAlternateKey(emailKey);
    expect((await client.post('contacts', {})).status).toBe(204);
    expect((await client.post('contacts', {})).status).toBe(204);
  });

  test('a key over rows with duplicates fails; it is listed but constrains nothing', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.seed({ rows: [{ emailaddress1: 'x@y.org' }, { emailaddress1: 'x@y.org' }] });
    expect(emulator.defineAlternateKey(emailKey)).toEqual({ status: 'Failed' });
    const path =
      "EntityDefinitions(LogicalName='contact')?$select=LogicalName&$expand=Keys($select=LogicalName,KeyAttributes,EntityKeyIndexStatus)";
    expect((await client.get(path)).json).toMatchObject({
      Keys: [
        { LogicalName: 'new_emailkey', KeyAttributes: ['emailaddress1'], EntityKeyIndexStatus: 'Failed' },
      ],
    });
    expect((await client.post('contacts', { emailaddress1: 'x@y.org' })).status).toBe(204);
    expect(refusal(await client.get("contacts(emailaddress1='x@y.org')"))).toMatchObject({
      code: '0x80060890',
    });
  });

  test('a key can have several columns, in any order', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.defineAlternateKey({ schemaName: 'new_NameKey', columns: ['lastname', 'numberofchildren'] });
    emulator.seed({ rows: [{ lastname: "O'Brien", numberofchildren: 2 }] });
    const answer = await client.get("contacts(numberofchildren=2,lastname='O''Brien')?$select=lastname");
    expect(answer).toMatchObject({ status: 200, json: { lastname: "O'Brien" } });
  });
});
