import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startEmulator } from '../start-emulator.ts';
import type { Answer } from '../testing/client.ts';
import { connect, query, refusal } from '../testing/client.ts';

const attributes = "EntityDefinitions(LogicalName='contact')/Attributes";
const cast = (type: string) => `${attributes}/Microsoft.Dynamics.CRM.${type}AttributeMetadata`;

const attributeSchema = z.looseObject({
  LogicalName: z.string(),
  AttributeTypeName: z.object({ Value: z.string() }).optional(),
  AttributeOf: z.string().nullish(),
  IsValidForCreate: z.boolean().optional(),
  IsValidForUpdate: z.boolean().optional(),
  IsValidODataAttribute: z.boolean().optional(),
});

function attributesIn(answer: Answer) {
  return z.object({ value: z.array(attributeSchema) }).parse(answer.json).value;
}

describe('11. Metadata', () => {
  test('more than a hundred columns, more than eighty of them mappable, in one answer', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const select =
      'LogicalName,AttributeTypeName,AttributeOf,IsValidForCreate,IsValidForUpdate,IsValidODataAttribute';
    const all = attributesIn(await client.get(`${attributes}?$select=${select}`));
    const left = [
      'LookupType',
      'CustomerType',
      'OwnerType',
      'UniqueidentifierType',
      'EntityNameType',
      'VirtualType',
      'ImageType',
      'StateType',
      'StatusType',
    ];
    const mappable = all.filter(
      (each) =>
        (each.IsValidForCreate === true || each.IsValidForUpdate === true) &&
        each.AttributeOf === null &&
        each.IsValidODataAttribute === true &&
        !left.includes(each.AttributeTypeName?.Value ?? ''),
    );
    expect(all.length).toBeGreaterThan(250);
    expect(mappable.length).toBeGreaterThan(80);
    expect(new Set(all.map((each) => each.LogicalName)).size).toBe(all.length);
  });

  test('labels are in both languages, and in the language of the user if there is one', async () => {
    await using emulator = await startEmulator({ uiLanguage: 1031 });
    const client = await connect(emulator);
    const names = ['emailaddress1', 'externaluseridentifier', 'gendercodename'];
    const filter = names.map((name) => `LogicalName eq '${name}'`).join(' or ');
    const answer = await client.get(
      `${attributes}?${query({ $select: 'LogicalName,DisplayName', $filter: filter })}`,
    );
    const byName = new Map(attributesIn(answer).map((each) => [each.LogicalName, each.DisplayName]));
    expect(byName.get('emailaddress1')).toMatchObject({
      LocalizedLabels: [
        { Label: 'Email', LanguageCode: 1033 },
        { Label: 'E-Mail', LanguageCode: 1031 },
      ],
      UserLocalizedLabel: { Label: 'E-Mail', LanguageCode: 1031 },
    });
    expect(byName.get('externaluseridentifier')).toMatchObject({
      LocalizedLabels: [{ LanguageCode: 1033 }],
      UserLocalizedLabel: null,
    });
    expect(byName.get('gendercodename')).toMatchObject({ LocalizedLabels: [], UserLocalizedLabel: null });
  });

  test('members of a derived type need the cast', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const refused = refusal(await client.get(`${attributes}?$select=LogicalName,MaxLength`));
    expect(refused).toMatchObject({ status: 400, code: '0x80060888' });
    expect(refused.message).toContain("'MaxLength' on type 'Microsoft.Dynamics.CRM.AttributeMetadata'");
    expect(
      attributesIn(await client.get(`${cast('String')}?$select=LogicalName,MaxLength,FormatName`)),
    ).toContainEqual(
      expect.objectContaining({
        LogicalName: 'emailaddress1',
        MaxLength: 100,
        FormatName: { Value: 'Email' },
      }),
    );
    expect((await client.get(`${cast('Enum')}?$select=LogicalName`)).status).toBe(400);
    expect((await client.get(`${cast('String')}?$select=LogicalName&$expand=OptionSet`)).status).toBe(400);
  });

  test.each([
    ['Memo', 'description', { MaxLength: 2000 }],
    ['DateTime', 'birthdate', { Format: 'DateOnly', DateTimeBehavior: { Value: 'DateOnly' } }],
    ['Integer', 'numberofchildren', { MinValue: 0, MaxValue: 1_000_000_000 }],
    ['Double', 'address1_latitude', { MinValue: -90, MaxValue: 90, Precision: 5 }],
    [
      'Money',
      'creditlimit',
      { MinValue: 0, MaxValue: 100_000_000_000_000, Precision: 2, PrecisionSource: 2 },
    ],
    ['Lookup', 'parentcustomerid', { Targets: ['account', 'contact'] }],
    ['Boolean', 'followemail', { DefaultValue: true }],
  ])('the cast to %s describes %s', async (type, logicalName, members) => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const select = ['LogicalName', ...Object.keys(members)].join(',');
    const all = attributesIn(await client.get(`${cast(type)}?$select=${select}`));
    expect(all.find((each) => each.LogicalName === logicalName)).toMatchObject(members);
  });

  test('local options are in OptionSet, global ones in GlobalOptionSet', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const options = [{ value: 100000000, label: { en: 'Summer', de: 'Sommer' } }];
    emulator.addAttribute({
      type: 'Picklist',
      schemaName: 'new_Season',
      options,
      globalChoice: 'new_seasons',
    });
    const expanded = `${cast('Picklist')}?$select=LogicalName&$expand=OptionSet($select=Options),GlobalOptionSet($select=Options)`;
    const all = attributesIn(await client.get(expanded));
    expect(all.find((each) => each.LogicalName === 'gendercode')).toMatchObject({
      OptionSet: { Options: [{ Value: 1, Label: { UserLocalizedLabel: { Label: 'Male' } } }, { Value: 2 }] },
      GlobalOptionSet: null,
    });
    expect(all.find((each) => each.LogicalName === 'new_season')).toMatchObject({
      OptionSet: null,
      GlobalOptionSet: { Options: [{ Value: 100000000 }] },
    });
    const status = attributesIn(await client.get(`${cast('Status')}?$select=LogicalName&$expand=OptionSet`));
    expect(status).toMatchObject([
      {
        OptionSet: {
          Options: [
            { Value: 1, State: 0 },
            { Value: 2, State: 1 },
          ],
        },
      },
    ]);
    const flags = attributesIn(await client.get(`${cast('Boolean')}?$select=LogicalName&$expand=OptionSet`));
    expect(flags.find((each) => each.LogicalName === 'donotsendmm')).toMatchObject({
      OptionSet: {
        TrueOption: { Value: 1, Label: { UserLocalizedLabel: { Label: 'Do Not Send' } } },
        FalseOption: { Value: 0 },
      },
    });
  });

  test('a multi-select choice has AttributeType Virtual and AttributeTypeName MultiSelectPicklistType', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const options = [{ value: 1, label: { en: 'One' } }];
    emulator.addAttribute({ type: 'MultiSelectPicklist', schemaName: 'new_Interests', options });
    const answer = await client.get(
      `${attributes}?$select=LogicalName,AttributeType,AttributeTypeName,IsCustomAttribute&$filter=LogicalName eq 'new_interests'`,
    );
    expect(attributesIn(answer)).toMatchObject([
      {
        '@odata.type': '#Microsoft.Dynamics.CRM.MultiSelectPicklistAttributeMetadata',
        AttributeType: 'Virtual',
        AttributeTypeName: { Value: 'MultiSelectPicklistType' },
        IsCustomAttribute: true,
      },
    ]);
    expect(
      attributesIn(await client.get(`${cast('MultiSelectPicklist')}?$select=LogicalName&$expand=OptionSet`)),
    ).toHaveLength(1);
  });

  test('name columns belong to another column; calculated columns are marked and read-only', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.addAttribute({ type: 'Decimal', schemaName: 'new_Score', sourceType: 1, isReadOnly: false });
    const answer = await client.get(
      `${attributes}?$select=LogicalName,AttributeOf,SourceType,IsValidForCreate,IsValidForUpdate,IsValidODataAttribute&$filter=AttributeOf eq 'donotsendmm' or SourceType eq 1`,
    );
    expect(attributesIn(answer)).toMatchObject([
      {
        LogicalName: 'donotsendmarketingmaterialname',
        AttributeOf: 'donotsendmm',
        IsValidODataAttribute: false,
      },
      { LogicalName: 'new_score', SourceType: 1, IsValidForCreate: false, IsValidForUpdate: false },
    ]);
  });

  test('metadata can be filtered by enumeration, managed property and flag', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const ask = async (filter: string) =>
      attributesIn(
        await client.get(`${attributes}?${query({ $select: 'LogicalName', $filter: filter })}`),
      ).map((each) => each.LogicalName);
    expect(await ask("AttributeType eq Microsoft.Dynamics.CRM.AttributeTypeCode'State'")).toEqual([
      'statecode',
    ]);
    expect(
      await ask("RequiredLevel/Value eq Microsoft.Dynamics.CRM.AttributeRequiredLevel'ApplicationRequired'"),
    ).toEqual(['lastname']);
    expect(await ask('IsValidForRead eq false')).toEqual(['subscriptionid']);
    const label = `${attributes}?${query({ $filter: "DisplayName eq 'Email'" })}`;
    expect((await client.get(label)).status).toBe(400);
    expect((await client.get(`${attributes}?$top=1`)).status).toBe(400);
  });

  test('the table lists its names, keys and relationships', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const select =
      'LogicalName,EntitySetName,PrimaryIdAttribute,PrimaryNameAttribute,IsOptimisticConcurrencyEnabled';
    expect(
      (await client.get(`EntityDefinitions(LogicalName='contact')?$select=${select}`)).json,
    ).toMatchObject({
      LogicalName: 'contact',
      EntitySetName: 'contacts',
      PrimaryIdAttribute: 'contactid',
      PrimaryNameAttribute: 'fullname',
      IsOptimisticConcurrencyEnabled: true,
      MetadataId: expect.any(String) as unknown,
    });
    const relationships =
      "EntityDefinitions(LogicalName='contact')/ManyToOneRelationships?$select=ReferencingAttribute,ReferencedEntity,ReferencingEntityNavigationPropertyName";
    const answer = await client.get(relationships);
    expect(answer.text).toContain('parentcustomerid_account');
    emulator.changePrivileges({ prvReadRelationship: null });
    expect(refusal(await client.get(relationships))).toMatchObject({ status: 403, code: '0x80040220' });
  });

  test('without the privilege to read attributes they are refused', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.changePrivileges({ prvReadAttribute: null });
    const refused = refusal(await client.get(`${attributes}?$select=LogicalName`));
    expect(refused).toMatchObject({ status: 403, code: '0x80040220' });
    expect(refused.message).toContain('prvReadAttribute');
  });

  test('a removed column is removed from metadata, rows and payloads', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    emulator.addAttribute({ type: 'String', schemaName: 'new_ShirtSize', label: { en: 'Shirt size' } });
    const [id = ''] = emulator.seed({ rows: [{ new_shirtsize: 'XL' }] }).ids;
    emulator.removeAttribute('new_shirtsize');
    expect(refusal(await client.get('contacts?$select=new_shirtsize'))).toMatchObject({ code: '0x80060888' });
    expect(refusal(await client.patch(`contacts(${id})`, { new_shirtsize: 'L' }))).toMatchObject({
      code: '0x80048d19',
    });
    emulator.addAttribute({ type: 'String', schemaName: 'new_ShirtSize' });
    expect((await client.get(`contacts(${id})?$select=new_shirtsize`)).json).toMatchObject({
      new_shirtsize: null,
    });
  });

  test('the metadata version changes with the metadata', async () => {
    await using emulator = await startEmulator();
    const client = await connect(emulator);
    const prefer = { Prefer: 'odata.include-annotations="Microsoft.Dynamics.CRM.globalmetadataversion"' };
    const version = async () => (await client.get('contacts?$top=1', prefer)).json;
    const before = await version();
    emulator.addAttribute({ type: 'Boolean', schemaName: 'new_Volunteer' });
    expect(await version()).not.toEqual(before);
  });
});
