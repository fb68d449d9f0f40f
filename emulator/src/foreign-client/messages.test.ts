import { expect, test } from 'vitest';
import { openForeignStage, type Row } from './testing/foreign-client.ts';

const target = (row: Row): Row => ({ '@odata.type': 'Microsoft.Dynamics.CRM.contact', ...row });

test('who am I, and which version is this', async () => {
  await using stage = await openForeignStage();
  const whoAmI = await stage.api.callFunction<Row>('WhoAmI');
  expect(whoAmI).toMatchObject({ OrganizationId: stage.emulator.organizationId });
  expect(await stage.api.callFunction<Row>('RetrieveVersion')).toMatchObject({
    Version: expect.stringMatching(/^9\.2\./) as string,
  });
});

test('privileges come with their depth', async () => {
  await using stage = await openForeignStage();
  const { UserId } = await stage.api.callFunction<Row>('WhoAmI');
  const { RolePrivileges } = await stage.api.callFunction<{ RolePrivileges: Row[] }>({
    collection: 'systemusers',
    key: String(UserId),
    name: 'Microsoft.Dynamics.CRM.RetrieveUserPrivileges',
  });
  expect(RolePrivileges).toContainEqual(
    expect.objectContaining({ PrivilegeName: 'prvReadContact', Depth: 'Global' }),
  );
});

test('many are created, updated and upserted by one message each', async () => {
  await using stage = await openForeignStage();
  const { api, emulator } = stage;
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

test('the table and its columns are described, their options too', async () => {
  await using stage = await openForeignStage();
  const { api } = stage;
  const table = await api.retrieveEntity<Row>({
    key: "LogicalName='contact'",
    select: ['EntitySetName', 'PrimaryIdAttribute'],
  });
  expect(table).toMatchObject({ EntitySetName: 'contacts', PrimaryIdAttribute: 'contactid' });
  const texts = await api.retrieveAttributes<Row>({
    entityKey: "LogicalName='contact'",
    castType: 'Microsoft.Dynamics.CRM.StringAttributeMetadata',
    select: ['LogicalName', 'MaxLength'],
    filter: "LogicalName eq 'lastname'",
  });
  expect(texts.value).toMatchObject([{ LogicalName: 'lastname', MaxLength: 50 }]);
  const choices = await api.retrieveAttributes<{
    LogicalName: string;
    OptionSet: { Options: { Value: number }[] };
  }>({
    entityKey: "LogicalName='contact'",
    castType: 'Microsoft.Dynamics.CRM.PicklistAttributeMetadata',
    select: ['LogicalName'],
    expand: [{ property: 'OptionSet' }],
  });
  const gender = choices.value.find(({ LogicalName }) => LogicalName === 'gendercode');
  expect(gender?.OptionSet.Options.map(({ Value }) => Value)).toEqual([1, 2]);
});

test('a batch answers each of its requests, in order', async () => {
  await using stage = await openForeignStage();
  const { api, emulator } = stage;
  emulator.seed({ rows: [{ lastname: 'Schon da' }] });
  api.startBatch();
  void api.create({ collection: 'contacts', data: { lastname: 'Berg' }, inChangeSet: false });
  void api.retrieveMultiple({ collection: 'contacts', select: ['lastname'], inChangeSet: false });
  const [created, read] = (await api.executeBatch()) as [string, { value: Row[] }];
  expect(emulator.contact(created)).toMatchObject({ lastname: 'Berg' });
  expect(read.value).toHaveLength(2);
});

test('a change set comes whole or not at all', async () => {
  await using stage = await openForeignStage();
  const { api, emulator } = stage;
  api.startBatch();
  void api.create({ collection: 'contacts', data: { lastname: 'Berg' }, contentId: '1' });
  void api.create({ collection: 'contacts', data: { lastname: 'x'.repeat(51) }, contentId: '2' });
  await expect(api.executeBatch()).rejects.toBeDefined();
  expect(emulator.contactCount()).toBe(0);
});

test('a batch that is to go on after an error does', async () => {
  await using stage = await openForeignStage();
  const { api, emulator } = stage;
  api.startBatch();
  void api.create({ collection: 'contacts', data: { lastname: 'x'.repeat(51) }, inChangeSet: false });
  void api.create({ collection: 'contacts', data: { lastname: 'Berg' }, inChangeSet: false });
  await api.executeBatch({ continueOnError: true }).catch((error: unknown) => error);
  expect([...emulator.contacts()]).toMatchObject([{ lastname: 'Berg' }]);
});
