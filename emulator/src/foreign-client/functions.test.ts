import { expect, test } from 'vitest';
import { openForeignStage, type Row, refusalOf } from './testing/foreign-client.ts';

const accessType = "Microsoft.Dynamics.CRM.EndpointAccessType'Default'";

test('the organization says what it is called, which tenant it belongs to, and where it is', async () => {
  await using stage = await openForeignStage();
  const { baseUrl, organizationId, tenantId } = stage.emulator;
  const { OrganizationId } = await stage.api.callFunction<Row>('WhoAmI');
  const answer = await stage.api.callFunction<Row>({
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

test('all rows are counted by a function where a count ends at 5,000', async () => {
  await using stage = await openForeignStage({ contacts: 5001 });
  expect(await stage.api.count({ collection: 'contacts' })).toBe(5000);
  const answer = await stage.api.callFunction<Row>({
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
  await using stage = await openForeignStage();
  const call = stage.api.callFunction(parameters === undefined ? { name } : { name, parameters });
  expect(await refusalOf(call)).toMatchObject({ status, code });
});

test('contacts that may not be read are not counted either', async () => {
  await using stage = await openForeignStage();
  stage.emulator.changePrivileges({ prvReadContact: null });
  const call = stage.api.callFunction({
    name: 'RetrieveTotalRecordCount',
    parameters: { EntityNames: ['contact'] },
  });
  expect(await refusalOf(call)).toMatchObject({ status: 403, code: '0x80040220' });
});

test.each(['RetrieveVersion', 'RetrieveTotalRecordCount'])(
  'the function %s is no action',
  async (actionName) => {
    await using stage = await openForeignStage();
    const refusal = await refusalOf(stage.api.callAction({ actionName }));
    expect(refusal).toMatchObject({ status: 404, code: '' });
  },
);
