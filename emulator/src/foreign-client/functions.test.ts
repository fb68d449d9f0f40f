import { expect, test } from 'vitest';
import { openForeignFixture, type Row, refusalOf } from './testing/foreign-client.ts';

const accessType = "Microsoft.Dynamics.CRM.EndpointAccessType'Default'";

test('the organization has a name, a tenant and endpoints', async () => {
  await using fixture = await openForeignFixture();
  const { baseUrl, organizationId, tenantId } = fixture.emulator;
  const { OrganizationId } = await fixture.api.callFunction<Row>('WhoAmI');
  const answer = await fixture.api.callFunction<Row>({
    name: 'RetrieveCurrentOrganization',
    parameters: { AccessType: accessType },
  });
  expect(OrganizationId).toBe(organizationId);
  expect(answer).toMatchObject({
    Detail: {
      OrganizationId: organizationId,
      TenantId: tenantId,
      FriendlyName: expect.stringMatching(/\S/) as string,
      UrlName: expect.stringMatching(/\S/) as string,
      Endpoints: { Values: [`${baseUrl}/`, `${baseUrl}/api/data/v9.2/`] },
    },
  });
});

test('a function counts all rows beyond the 5,000 limit of a count', async () => {
  await using fixture = await openForeignFixture({ contacts: 5001 });
  expect(await fixture.api.count({ collection: 'contacts' })).toBe(5000);
  const answer = await fixture.api.callFunction<Row>({
    name: 'RetrieveTotalRecordCount',
    parameters: { EntityNames: ['contact'] },
  });
  expect(answer).toMatchObject({
    EntityRecordCountCollection: { Count: 1, Keys: ['contact'], Values: [5001] },
  });
});

test.each([
  ['RetrieveTotalRecordCount', undefined, 400, '0x80060888'],
  ['RetrieveTotalRecordCount', { EntityNames: 'contact' }, 400, '0x80060888'],
  ['RetrieveTotalRecordCount', { EntityNames: ['account'] }, 501, '0x80048d05'],
  ['RetrieveCurrentOrganization', undefined, 400, '0x80060888'],
  [
    'RetrieveCurrentOrganization',
    { AccessType: accessType.replace('Default', 'Sideways') },
    400,
    '0x80060888',
  ],
  ['RetrieveMetadataChanges', undefined, 501, '0x80048d05'],
])('%s with %j is refused', async (name, parameters, status, code) => {
  await using fixture = await openForeignFixture();
  const call = fixture.api.callFunction(parameters === undefined ? { name } : { name, parameters });
  expect(await refusalOf(call)).toMatchObject({ status, code });
});

test('unreadable contacts are not counted', async () => {
  await using fixture = await openForeignFixture();
  fixture.emulator.changePrivileges({ prvReadContact: null });
  const call = fixture.api.callFunction({
    name: 'RetrieveTotalRecordCount',
    parameters: { EntityNames: ['contact'] },
  });
  expect(await refusalOf(call)).toMatchObject({ status: 403, code: '0x80040220' });
});

test.each(['RetrieveVersion', 'RetrieveTotalRecordCount'])(
  'the function %s is not an action',
  async (actionName) => {
    await using fixture = await openForeignFixture();
    const refusal = await refusalOf(fixture.api.callAction({ actionName }));
    expect(refusal).toMatchObject({ status: 404, code: '' });
  },
);
