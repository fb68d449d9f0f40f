import { expect, test } from 'vitest';
import { openForeignFixture, type Row, refusalOf } from './testing/foreign-client.ts';

const entityKey = "LogicalName='contact'";
const SEASONS = [{ value: 100_000_000, label: { en: 'Summer', de: 'Sommer' } }];

type Options = { Options: { Value: number }[] };
type Choice = { LogicalName: string; OptionSet: Options | null; GlobalOptionSet: Options | null };

test('the table has its names, its keys and their state', async () => {
  await using fixture = await openForeignFixture();
  fixture.emulator.defineAlternateKey({ schemaName: 'new_employee', columns: ['employeeid'] });
  const table = await fixture.api.retrieveEntity<Row>({
    key: entityKey,
    select: ['EntitySetName', 'PrimaryIdAttribute', 'IsOptimisticConcurrencyEnabled'],
    expand: [{ property: 'Keys', select: ['KeyAttributes', 'EntityKeyIndexStatus'] }],
  });
  expect(table).toMatchObject({
    EntitySetName: 'contacts',
    PrimaryIdAttribute: 'contactid',
    IsOptimisticConcurrencyEnabled: true,
    Keys: [{ KeyAttributes: ['employeeid'], EntityKeyIndexStatus: 'Active' }],
  });
});

test('columns report what can be done with them', async () => {
  await using fixture = await openForeignFixture();
  const { value } = await fixture.api.retrieveAttributes<Row>({
    entityKey,
    select: ['LogicalName', 'AttributeTypeName', 'RequiredLevel', 'IsValidForUpdate'],
    filter: "LogicalName eq 'lastname' or LogicalName eq 'fullname'",
  });
  expect(value).toHaveLength(2);
  expect(value).toContainEqual(
    expect.objectContaining({
      LogicalName: 'lastname',
      AttributeTypeName: { Value: 'StringType' },
      RequiredLevel: expect.objectContaining({ Value: 'ApplicationRequired' }) as unknown,
      IsValidForUpdate: true,
    }),
  );
  expect(value).toContainEqual(expect.objectContaining({ LogicalName: 'fullname', IsValidForUpdate: false }));
});

test('members of one column type need its cast', async () => {
  await using fixture = await openForeignFixture();
  const { api } = fixture;
  const texts = await api.retrieveAttributes<Row>({
    entityKey,
    castType: 'Microsoft.Dynamics.CRM.StringAttributeMetadata',
    select: ['LogicalName', 'MaxLength'],
    filter: "LogicalName eq 'lastname'",
  });
  expect(texts.value).toMatchObject([{ LogicalName: 'lastname', MaxLength: 50 }]);
  const one = await api.retrieveAttribute<Row>({
    entityKey,
    attributeKey: "LogicalName='emailaddress1'",
    castType: 'Microsoft.Dynamics.CRM.StringAttributeMetadata',
    select: ['MaxLength', 'FormatName'],
  });
  expect(one).toMatchObject({ MaxLength: 100, FormatName: { Value: 'Email' } });
  expect(await refusalOf(api.retrieveAttributes({ entityKey, select: ['MaxLength'] }))).toMatchObject({
    status: 400,
  });
});

test('options belong to the column or to its global choice', async () => {
  await using fixture = await openForeignFixture();
  fixture.emulator.addAttribute({
    type: 'Picklist',
    schemaName: 'new_Season',
    options: SEASONS,
    globalChoice: 'new_seasons',
  });
  const { value } = await fixture.api.retrieveAttributes<Choice>({
    entityKey,
    castType: 'Microsoft.Dynamics.CRM.PicklistAttributeMetadata',
    select: ['LogicalName'],
    expand: [{ property: 'OptionSet' }, { property: 'GlobalOptionSet' }],
  });
  const choice = (name: string) => value.find(({ LogicalName }) => LogicalName === name);
  expect(choice('gendercode')?.OptionSet?.Options).toMatchObject([{ Value: 1 }, { Value: 2 }]);
  expect(choice('new_season')?.GlobalOptionSet?.Options).toMatchObject([{ Value: 100_000_000 }]);
});

test('a multi-select choice has options, and a yes/no column has two', async () => {
  await using fixture = await openForeignFixture();
  fixture.emulator.addAttribute({
    type: 'MultiSelectPicklist',
    schemaName: 'new_Seasons',
    options: SEASONS,
  });
  const several = await fixture.api.retrieveAttributes<Choice>({
    entityKey,
    castType: 'Microsoft.Dynamics.CRM.MultiSelectPicklistAttributeMetadata',
    select: ['LogicalName'],
    expand: [{ property: 'OptionSet' }],
  });
  expect(several.value).toMatchObject([
    { LogicalName: 'new_seasons', OptionSet: { Options: [{ Value: 100_000_000 }] } },
  ]);
  const flags = await fixture.api.retrieveAttributes<Row>({
    entityKey,
    castType: 'Microsoft.Dynamics.CRM.BooleanAttributeMetadata',
    select: ['LogicalName', 'DefaultValue'],
    filter: "LogicalName eq 'donotemail'",
    expand: [{ property: 'OptionSet' }],
  });
  expect(flags.value).toMatchObject([
    { DefaultValue: false, OptionSet: { TrueOption: { Value: 1 }, FalseOption: { Value: 0 } } },
  ]);
});

test('without the privilege to read attributes they are refused', async () => {
  await using fixture = await openForeignFixture();
  fixture.emulator.changePrivileges({ prvReadAttribute: null });
  const asked = fixture.api.retrieveAttributes({ entityKey, select: ['LogicalName'] });
  expect(await refusalOf(asked)).toMatchObject({ status: 403, code: '0x80040220' });
});
