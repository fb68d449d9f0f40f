import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startEmulator } from '../start-emulator.ts';
import { connect, idIn, refusal, rowsOf } from '../testing/client.ts';

describe('2. A token needs a user, and a user needs privileges', () => {
  test('Entra issues the token; the environment does not know the user', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.setUser({ state: 'missing' });
    expect(refusal(await client.get('WhoAmI'))).toMatchObject({ status: 403, code: '0x80072560' });
    emulator.setUser({ state: 'disabled' });
    const disabled = refusal(await client.get('WhoAmI'));
    expect(disabled).toMatchObject({ status: 403, code: '0x80040225' });
    expect(disabled.message).toMatch(/^The specified user\(Id = [0-9a-f-]{36}\) is disabled/);
    emulator.setUser({ state: 'withoutRoles' });
    expect(refusal(await client.get('WhoAmI'))).toMatchObject({ status: 403, code: '0x80042F09' });
    emulator.setUser({ state: 'present' });
    expect((await client.get('WhoAmI')).status).toBe(200);
  });

  test.each([
    ['prvReadContact', 'GET', 'contacts?$top=1'],
    ['prvCreateContact', 'POST', 'contacts'],
    ['prvWriteContact', 'PATCH', 'contacts(…)'],
    ['prvDeleteContact', 'DELETE', 'contacts(…)'],
    ['prvReadAttribute', 'GET', "EntityDefinitions(LogicalName='contact')/Attributes?$select=LogicalName"],
    ['prvReadEntity', 'GET', "EntityDefinitions(LogicalName='contact')?$select=EntitySetName"],
  ])('without %s, %s is refused with the name of the privilege', async (privilege, method, path) => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const id = idIn(await client.post('contacts', { firstname: 'Ada' }));
    emulator.changePrivileges({ [privilege]: null });
    const body = method === 'POST' || method === 'PATCH' ? { firstname: 'Eve' } : undefined;
    const refused = refusal(await client.send(method, path.replace('…', id), body));
    expect(refused).toMatchObject({ status: 403, code: '0x80040220' });
    expect(/missing (prv\w+) privilege/.exec(refused.message)?.[1]).toBe(privilege);
    expect(refused.message).toMatch(/roleCount=\d+.*privilegeCount=\d+.*accessMode=.*AADObjectId=/);
  });

  test('at user depth the rows of others can neither be read nor written', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const [theirs = ''] = emulator.seed({ rows: [{ lastname: 'Theirs', emailaddress1: 'a@x.org' }] }).ids;
    const own = idIn(await client.post('contacts', { lastname: 'Own' }));
    emulator.changePrivileges({ prvReadContact: 'Basic', prvWriteContact: 'Basic' });
    expect(rowsOf(await client.get('contacts?$select=lastname')).map((row) => row.contactid)).toEqual([own]);
    const refused = refusal(await client.patch(`contacts(${theirs})`, { lastname: 'Mine' }));
    expect(refused).toMatchObject({ status: 403, code: '0x80048306' });
    expect(refused.message).toContain('does not have WriteAccess right(s) for record');
    expect((await client.patch(`contacts(${own})`, { lastname: 'Still own' })).status).toBe(204);
  });

  test.each([
    ['Local', ['Head office']],
    ['Deep', ['Head office', 'Branch']],
    ['Global', ['Head office', 'Branch', 'Elsewhere']],
  ] as const)('depth %s reaches %j', async (depth, expected) => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const branch = '11111111-1111-4111-8111-111111111111';
    const elsewhere = '22222222-2222-4222-8222-222222222222';
    emulator.setUser({ childBusinessUnitIds: [branch] });
    emulator.seed({
      rows: [
        { lastname: 'Head office' },
        { lastname: 'Branch', _owningbusinessunit_value: branch },
        { lastname: 'Elsewhere', _owningbusinessunit_value: elsewhere },
      ],
    });
    emulator.changePrivileges({ prvReadContact: depth });
    expect(rowsOf(await client.get('contacts?$select=lastname')).map((row) => row.lastname)).toEqual(
      expected,
    );
  });

  test('privileges and their depth can be read by a user who can read users', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.changePrivileges({ prvReadContact: 'Local' });
    const who = z.object({ UserId: z.string() }).parse((await client.get('WhoAmI')).json);
    const path = `systemusers(${who.UserId})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges`;
    const answer = await client.get(path);
    expect(answer.json).toMatchObject({
      RolePrivileges: expect.arrayContaining([
        expect.objectContaining({ PrivilegeName: 'prvReadContact', Depth: 'Local' }),
        expect.objectContaining({ PrivilegeName: 'prvCreateContact', Depth: 'Global' }),
      ]) as unknown,
    });
    emulator.changePrivileges({ prvReadUser: null });
    expect(refusal(await client.get(path))).toMatchObject({ status: 403, code: '0x80040220' });
  });

  test('a secured column is refused when used, and reads as null', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.addAttribute({ type: 'String', schemaName: 'new_Iban', isSecured: true });
    const [id = ''] = emulator.seed({ rows: [{ new_iban: 'DE00' }] }).ids;
    expect(refusal(await client.post('contacts', { new_iban: 'DE01' }))).toMatchObject({
      status: 403,
      code: '0x8004F502',
    });
    expect(refusal(await client.patch(`contacts(${id})`, { new_iban: 'DE01' }))).toMatchObject({
      status: 403,
      code: '0x8004F507',
    });
    expect(refusal(await client.get("contacts?$filter=new_iban eq 'DE00'"))).toMatchObject({
      status: 403,
      code: '0x8004F506',
    });
    expect((await client.get(`contacts(${id})?$select=new_iban`)).json).toMatchObject({ new_iban: null });
    emulator.setColumnPermissions({ new_iban: { read: true, update: true } });
    expect((await client.patch(`contacts(${id})`, { new_iban: 'DE01' })).status).toBe(204);
    expect((await client.get(`contacts(${id})?$select=new_iban`)).json).toMatchObject({ new_iban: 'DE01' });
  });

  test('a business unit names its parent, and the topmost one has none', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const parentOf = async (id: string) =>
      (await client.get(`businessunits(${id})?$select=_parentbusinessunitid_value`)).json;
    const whoAmI = (await client.get('WhoAmI')).json;
    const topmost = z.object({ BusinessUnitId: z.guid() }).parse(whoAmI).BusinessUnitId;
    expect(await parentOf(topmost)).toMatchObject({ _parentbusinessunitid_value: null });
    const lower = '11111111-1111-4111-8111-111111111111';
    expect(refusal(await client.get(`businessunits(${lower})`))).toMatchObject({ status: 404 });
    emulator.setUser({ businessUnitId: lower });
    expect((await client.get('WhoAmI')).json).toMatchObject({ BusinessUnitId: lower });
    expect(await parentOf(lower)).toMatchObject({ _parentbusinessunitid_value: topmost });
    emulator.changePrivileges({ prvReadBusinessUnit: null });
    expect(refusal(await client.get(`businessunits(${lower})`))).toMatchObject({ code: '0x80040220' });
  });

  test('WhoAmI is a function and has no POST', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const refused = refusal(await client.post('WhoAmI', {}));
    expect(refused).toMatchObject({ status: 404, code: '' });
    expect(refused.message).toContain('No HTTP resource was found that matches the request URI');
  });

  test('another environment of the same tenant is another organisation', async () => {
    await using one = await startEmulator();
    await using two = await startEmulator({ tenantId: one.tenantId, clientId: one.clientId });
    expect(one.organizationId).not.toBe(two.organizationId);
    one.setDirectory({ otherResources: [two.baseUrl] });
    const client = await connect(one);
    expect((await client.get('WhoAmI')).json).toMatchObject({ OrganizationId: one.organizationId });
  });
});
