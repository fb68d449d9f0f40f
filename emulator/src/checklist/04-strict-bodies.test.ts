import { describe, expect, test } from 'vitest';
import { startEmulator } from '../start-emulator.ts';
import { connect, idIn, refusal } from '../testing/client.ts';

const payloadPrefix =
  "Error identified in Payload provided by the user for Entity :'contacts', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : ";

describe('4. Bodies are typed strictly and values validated', () => {
  test.each([
    ['an unknown property', { nosuchcolumn: 1 }],
    ['a name column', { gendercodename: 'Female' }],
    ['the name of a property in other case', { FirstName: 'Ada' }],
    ['text for a number', { numberofchildren: '2' }],
    ['a fraction for an integer', { numberofchildren: 1.5 }],
    ['a number for text', { firstname: 5 }],
    ['text for a boolean', { donotemail: 'true' }],
    ['a number for a boolean', { donotemail: 1 }],
    ['a label for a choice', { gendercode: 'Female' }],
    ['text for money', { annualincome: '5.00' }],
    ['a timestamp for a date', { birthdate: '2001-05-31T00:00:00Z' }],
    ['a day that does not exist', { birthdate: '2001-02-30' }],
    ['a list for text', { firstname: ['Ada'] }],
    ['an object for text', { firstname: { value: 'Ada' } }],
    ['a wrong type for a column that would be ignored', { fullname: 5 }],
    ['a lookup by its value', { _parentcustomerid_value: '11111111-1111-4111-8111-111111111111' }],
    [
      'a customer without the table',
      { 'parentcustomerid@odata.bind': '/accounts(11111111-1111-4111-8111-111111111111)' },
    ],
    [
      'a lookup to the wrong table',
      { 'parentcustomerid_account@odata.bind': '/contacts(11111111-1111-4111-8111-111111111111)' },
    ],
  ])('%s is a payload error', async (_, body) => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const refused = refusal(await client.post('contacts', body));
    expect(refused).toMatchObject({ status: 400, code: '0x80048d19' });
    expect(refused.message.startsWith(payloadPrefix)).toBe(true);
    expect(emulator.contactCount()).toBe(0);
  });

  test('a decimal as text is refused with a hint to IEEE754Compatible', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    expect(refusal(await client.post('contacts', { creditlimit: '5' })).message).toContain(
      'IEEE754Compatible',
    );
  });

  test.each([
    [
      { lastname: 'x'.repeat(51) },
      '0x80044331',
      "A validation error occurred.  The length of the 'lastname' attribute of the 'contact' entity exceeded the maximum allowed length of '50'.",
    ],
    [
      { gendercode: 99 },
      '0x8004431A',
      "A validation error occurred. The value 99 of 'gendercode' on record of type 'contact' is outside the valid range. Accepted Values: 1,2",
    ],
    [{ numberofchildren: -1 }, '0x8004432F', "The value -1 of 'numberofchildren'"],
    [{ creditlimit: -1 }, '0x80044330', "The value -1 of 'creditlimit'"],
    [{ address1_latitude: 90.5 }, '0x80044330', "The value 90.5 of 'address1_latitude'"],
    [{ birthdate: '1752-12-31' }, '0x80040239', '1753'],
    [{ firstname: 'A\u0007' }, '0x80040278', "Invalid character in field 'firstname'"],
    [{ statuscode: 2 }, '0x80048408', '2 is not a valid status code for state code ContactState.Active'],
  ])('%j breaks a rule: %s', async (body, code, message) => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const refused = refusal(await client.post('contacts', body));
    expect(refused).toMatchObject({ status: 400, code });
    expect(refused.message).toContain(message);
  });

  test('the longest allowed values pass', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const body = {
      lastname: 'ß'.repeat(50),
      description: 'y'.repeat(2000),
      suffix: 'z'.repeat(10),
      birthdate: '1753-01-01',
    };
    expect((await client.post('contacts', body)).status).toBe(204);
  });

  test('an unknown column in a query option is refused by name', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    for (const option of [
      '$select=nosuch',
      "$filter=nosuch eq 'x'",
      '$orderby=nosuch',
      '$select=gendercodename',
      '$select=parentcustomerid',
    ]) {
      const refused = refusal(await client.get(`contacts?${option}`));
      expect(refused).toMatchObject({ status: 400, code: '0x80060888' });
      expect(refused.message).toMatch(
        /^Could not find a property named '\w+' on type 'Microsoft\.Dynamics\.CRM\.contact'\.$/,
      );
    }
    expect((await client.get('contacts?$Select=firstname')).status).toBe(400);
    expect((await client.get('contacts?tag=import&$select=firstname')).status).toBe(200);
  });

  test('multi-select choices are comma lists of known values', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const options = [1, 9, 12].map((value) => ({ value, label: { en: `Option ${value}` } }));
    emulator.addAttribute({ type: 'MultiSelectPicklist', schemaName: 'new_Interests', options });
    const id = idIn(await client.post('contacts', { new_interests: '9,1' }));
    expect((await client.get(`contacts(${id})?$select=new_interests`)).json).toMatchObject({
      new_interests: '1,9',
    });
    expect(refusal(await client.patch(`contacts(${id})`, { new_interests: '1,2' }))).toMatchObject({
      status: 400,
      code: '0x8004431A',
    });
    expect(refusal(await client.patch(`contacts(${id})`, { new_interests: 1 }))).toMatchObject({
      code: '0x80048d19',
    });
  });

  test('a lookup is bound to an existing row and cleared by null', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const account = '11111111-1111-4111-8111-111111111111';
    const body = { 'parentcustomerid_account@odata.bind': `/accounts(${account})` };
    expect(refusal(await client.post('contacts', body))).toMatchObject({ status: 404, code: '0x80040217' });
    emulator.seed({ related: [{ table: 'account', id: account, name: 'Verein e. V.' }] });
    const id = idIn(await client.post('contacts', body));
    const all = { Prefer: 'odata.include-annotations="*"' };
    expect((await client.get(`contacts(${id})?$select=_parentcustomerid_value`, all)).json).toMatchObject({
      _parentcustomerid_value: account,
      '_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'account',
      '_parentcustomerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty':
        'parentcustomerid_account',
      '_parentcustomerid_value@OData.Community.Display.V1.FormattedValue': 'Verein e. V.',
    });
    await client.patch(`contacts(${id})`, { parentcustomerid_account: null });
    expect((await client.get(`contacts(${id})`)).json).toMatchObject({ _parentcustomerid_value: null });
  });

  test('an invalid request URL has its own code', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    expect(refusal(await client.get('contact'))).toEqual({
      status: 404,
      code: '0x8006088a',
      message: "Resource not found for the segment 'contact'.",
    });
    expect(refusal(await client.send('PUT', 'contacts', {}))).toMatchObject({
      status: 405,
      code: '0x80060888',
    });
    expect(refusal(await client.post('contacts', '{"firstname":'))).toMatchObject({
      status: 400,
      code: '0x80048d19',
    });
    expect(refusal(await client.get('accounts')).status).toBe(501);
  });

  test('errors have details if all annotations are requested', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const plain = await client.get('contacts?$select=nosuch');
    expect(plain.text).not.toContain('@Microsoft.PowerApps.CDS');
    const detailed = await client.get('contacts?$select=nosuch', { Prefer: 'odata.include-annotations="*"' });
    expect(detailed.json).toMatchObject({
      error: { '@Microsoft.PowerApps.CDS.HelpLink': expect.stringContaining('0x80060888') as unknown },
    });
  });

  test('a body above the size limit is refused as too large', async () => {
    await using emulator = await startEmulator({ maxBodyBytes: 1000 });
    const client = await connect(emulator);
    expect((await client.post('contacts', { description: 'x'.repeat(1000) })).status).toBe(413);
  });
});
