import { expect, test } from 'vitest';
import { openForeignFixture, type Row, refusalOf } from './testing/foreign-client.ts';

const ABSENT = '6f1d3b1e-6f0a-4f2e-9c55-1f0a7d1c2b3a';
const target = (row: Row): Row => ({ '@odata.type': 'Microsoft.Dynamics.CRM.contact', ...row });

test('WhoAmI and RetrieveVersion answer', async () => {
  await using fixture = await openForeignFixture();
  const whoAmI = await fixture.api.callFunction<Row>('WhoAmI');
  expect(whoAmI).toMatchObject({ OrganizationId: fixture.emulator.organizationId });
  expect(await fixture.api.callFunction<Row>('RetrieveVersion')).toMatchObject({
    Version: expect.stringMatching(/^9\.2\./) as string,
  });
});

test('privileges have their depth', async () => {
  await using fixture = await openForeignFixture();
  const { UserId } = await fixture.api.callFunction<Row>('WhoAmI');
  const { RolePrivileges } = await fixture.api.callFunction<{ RolePrivileges: Row[] }>({
    collection: 'systemusers',
    key: String(UserId),
    name: 'Microsoft.Dynamics.CRM.RetrieveUserPrivileges',
  });
  expect(RolePrivileges).toContainEqual(
    expect.objectContaining({ PrivilegeName: 'prvReadContact', Depth: 'Global' }),
  );
});

test('a function cannot be called as an action', async () => {
  await using fixture = await openForeignFixture();
  const asked = fixture.api.callAction({ actionName: 'WhoAmI' });
  expect(await refusalOf(asked)).toMatchObject({ status: 404, code: '' });
});

test('many rows are created, updated and upserted by one message each', async () => {
  await using fixture = await openForeignFixture();
  const { api, emulator } = fixture;
  const created = await api.callAction<{ Ids: string[] }>({
    collection: 'contacts',
    actionName: 'Microsoft.Dynamics.CRM.CreateMultiple',
    action: { Targets: [target({ lastname: 'Berg' }), target({ lastname: 'Tal' })] },
  });
  expect(created.Ids).toHaveLength(2);
  const [first = '', second = ''] = created.Ids;
  await api.callAction({
    collection: 'contacts',
    actionName: 'Microsoft.Dynamics.CRM.UpdateMultiple',
    action: {
      Targets: [target({ contactid: first, jobtitle: 'A' }), target({ contactid: second, jobtitle: 'B' })],
    },
  });
  await api.callAction({
    collection: 'contacts',
    actionName: 'Microsoft.Dynamics.CRM.UpsertMultiple',
    action: { Targets: [target({ contactid: first, jobtitle: 'C' }), target({ lastname: 'Neu' })] },
  });
  expect(emulator.contactCount()).toBe(3);
  expect(emulator.contact(first)).toMatchObject({ lastname: 'Berg', jobtitle: 'C' });
  expect(emulator.contact(second)).toMatchObject({ jobtitle: 'B' });
});

test('UpsertMultiple finds its rows by alternate key', async () => {
  await using fixture = await openForeignFixture();
  const { api, emulator } = fixture;
  emulator.defineAlternateKey({ schemaName: 'new_employee', columns: ['employeeid'] });
  emulator.seed({ rows: [{ employeeid: 'E-1' }] });
  await api.callAction({
    collection: 'contacts',
    actionName: 'Microsoft.Dynamics.CRM.UpsertMultiple',
    action: {
      Targets: [
        target({ '@odata.id': "contacts(employeeid='E-1')", lastname: 'Berg' }),
        target({ '@odata.id': "contacts(employeeid='E-2')", lastname: 'Tal' }),
      ],
    },
  });
  expect([...emulator.contacts()]).toMatchObject([
    { employeeid: 'E-1', lastname: 'Berg' },
    { employeeid: 'E-2', lastname: 'Tal' },
  ]);
});

test.each([
  {
    what: 'a row that does not fit',
    name: 'CreateMultiple',
    second: target({ lastname: 'x'.repeat(51) }),
    refusal: { status: 400, code: '0x80044331' },
  },
  {
    what: 'a row that is not there',
    name: 'UpdateMultiple',
    second: target({ contactid: ABSENT, lastname: 'Tal' }),
    refusal: { status: 404, code: '0x80040217' },
  },
  {
    what: 'a row without its type',
    name: 'CreateMultiple',
    second: { lastname: 'Tal' },
    refusal: { status: 400, code: '0x80048d19' },
  },
  {
    what: 'a key that stands in the body as well',
    name: 'UpsertMultiple',
    second: target({ '@odata.id': "contacts(employeeid='E-2')", employeeid: 'E-2' }),
    refusal: { status: 400, code: '0x80040216' },
  },
])('$what fails all of $name, and nothing is written', async ({ name, second, refusal }) => {
  await using fixture = await openForeignFixture();
  const { api, emulator } = fixture;
  emulator.defineAlternateKey({ schemaName: 'new_employee', columns: ['employeeid'] });
  const [id = ''] = emulator.seed({ rows: [{ lastname: 'Schon da' }] }).ids;
  const first = target(
    name === 'CreateMultiple' ? { lastname: 'Berg' } : { contactid: id, lastname: 'Berg' },
  );
  const asked = api.callAction({
    collection: 'contacts',
    actionName: `Microsoft.Dynamics.CRM.${name}`,
    action: { Targets: [first, second] },
  });
  expect(await refusalOf(asked)).toMatchObject(refusal);
  expect([...emulator.contacts()]).toMatchObject([{ lastname: 'Schon da' }]);
});
