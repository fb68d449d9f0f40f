import { crmFieldSchema } from '@goodfunds/shared/schemas';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readCrmFields } from './crm-field.ts';
import { MAX_ATTRIBUTES, MAX_LANGUAGES, MAX_OPTIONS } from './schema.ts';

describe('an attribute of the contact table', () => {
  it.each([
    ['StringType', 'STRING'],
    ['MemoType', 'STRING'],
    ['IntegerType', 'NUMBER'],
    ['BigIntType', 'NUMBER'],
    ['DecimalType', 'NUMBER'],
    ['DoubleType', 'NUMBER'],
    ['MoneyType', 'NUMBER'],
    ['DateTimeType', 'DATE'],
    ['BooleanType', 'BOOLEAN'],
    ['PicklistType', 'ENUM'],
    ['MultiSelectPicklistType', 'ENUM'],
  ])('of type %s is a mappable %s', (typeName, type) => {
    const field = readOne({ AttributeTypeName: { Value: typeName } });
    expect(field).toMatchObject({ type, crmType: typeName.replace(/Type$/, ''), mappable: true });
    expect(field?.multiple).toBe(typeName === 'MultiSelectPicklistType');
  });

  it.each(['StateType', 'StatusType'])('of type %s has its options and is not mappable', (typeName) => {
    const field = readOne(
      { AttributeTypeName: { Value: typeName } },
      { OptionSet: { Options: [option(0, 'Active')] } },
    );
    expect(field).toMatchObject({ type: 'ENUM', mappable: false, unmappableReason: 'STATE' });
    expect(field?.options).toHaveLength(1);
  });

  it.each([
    'LookupType',
    'OwnerType',
    'CustomerType',
    'UniqueidentifierType',
    'VirtualType',
    'EntityNameType',
    'ImageType',
    'FileType',
    'PartyListType',
    'ManagedPropertyType',
    'TypeOfTheFutureType',
  ])('of type %s is left out', (typeName) => {
    expect(readOne({ AttributeTypeName: { Value: typeName } })).toBeUndefined();
  });

  it.each([
    ['derived from another', { AttributeOf: 'gendercode' }],
    ['unknown to the Web API', { IsValidODataAttribute: false }],
    ['unreadable', { IsValidForRead: false }],
    ['without a type', { AttributeTypeName: null }],
  ])('is left out if it is %s', (_title, overrides) => {
    expect(readOne(overrides)).toBeUndefined();
  });

  it.each<[string, Record<string, unknown>, string | null]>([
    ['writable', {}, null],
    ['writable on create only', { IsValidForUpdate: false }, null],
    ['writable on update only', { IsValidForCreate: false }, null],
    ['not writable', { IsValidForCreate: false, IsValidForUpdate: false }, 'READ_ONLY'],
    ['calculated', { SourceType: 1 }, 'READ_ONLY'],
    ['a rollup', { SourceType: 2 }, 'READ_ONLY'],
    ['a formula', { SourceType: 3 }, 'READ_ONLY'],
    ['simple', { SourceType: 0 }, null],
    ['technical', { LogicalName: 'utcconversiontimezonecode' }, 'TECHNICAL'],
    ['secured and not proven readable', { IsSecured: true }, 'SECURED'],
  ])('that is %s has the right reason not to be mappable', (_title, overrides, reason) => {
    const field = readOne(overrides);
    expect(field).toMatchObject({ mappable: reason === null, unmappableReason: reason });
  });

  it('that is secured is mappable if it is readable', () => {
    const [field] = readCrmFields(answers([attribute({ IsSecured: true })]), new Set(['new_field']));
    expect(field).toMatchObject({ secured: true, mappable: true, unmappableReason: null });
  });

  it('can be creatable without being updatable', () => {
    expect(readOne({ IsValidForUpdate: false })).toMatchObject({ creatable: true, updatable: false });
    expect(readOne({ SourceType: 1 })).toMatchObject({ creatable: false, updatable: false });
  });

  it.each([
    ['None', 'NONE'],
    ['Recommended', 'RECOMMENDED'],
    ['ApplicationRequired', 'APPLICATION'],
    ['SystemRequired', 'SYSTEM'],
    ['LevelOfTheFuture', 'NONE'],
    ['constructor', 'NONE'],
  ])('of required level %s is read as %s', (level, required) => {
    expect(readOne({ RequiredLevel: { Value: level } })?.required).toBe(required);
  });

  it('has the label in the language of the application user, else the first one, else the logical name', () => {
    expect(readOne({ DisplayName: label('Größe', 'Size') })).toMatchObject({
      label: 'Größe',
      labels: { '1031': 'Größe', '1033': 'Size' },
    });
    const withoutUser = { ...label('Größe', 'Size'), UserLocalizedLabel: null };
    expect(readOne({ DisplayName: withoutUser })?.label).toBe('Größe');
    expect(readOne({ DisplayName: { LocalizedLabels: [], UserLocalizedLabel: null } })?.label).toBe(
      'new_field',
    );
    expect(readOne({ DisplayName: null })).toMatchObject({ label: 'new_field', labels: {} });
  });

  it('has no description if that is empty', () => {
    expect(readOne({ Description: label('Was es ist', 'What it is') })?.description).toBe('Was es ist');
    expect(readOne({ Description: label('', '') })?.description).toBeNull();
  });

  it('has the limits of text and numbers', () => {
    expect(readOne({}, { MaxLength: 50 })?.maxLength).toBe(50);
    const number = (type: string, typed: Record<string, unknown>) =>
      readOne({ AttributeTypeName: { Value: type } }, { MinValue: -5, MaxValue: 5.5, ...typed });
    expect(number('DecimalType', { Precision: 4 })).toMatchObject({
      minValue: -5,
      maxValue: 5.5,
      precision: 4,
    });
    expect(number('IntegerType', {})?.precision).toBe(0);
    expect(number('MoneyType', { Precision: 4, PrecisionSource: 0 })?.precision).toBe(4);
    expect(number('MoneyType', { Precision: 4, PrecisionSource: 2 })?.precision).toBe(2);
  });

  it.each([
    ['DateOnly', true],
    ['UserLocal', false],
    ['TimeZoneIndependent', false],
  ])('with the date behaviour %s is date-only: %s', (behavior, dateOnly) => {
    const field = readOne(
      { AttributeTypeName: { Value: 'DateTimeType' } },
      { DateTimeBehavior: { Value: behavior } },
    );
    expect(field?.dateOnly).toBe(dateOnly);
  });

  it('has its own options or the global ones', () => {
    const picklist = { AttributeTypeName: { Value: 'PicklistType' } };
    const own = { Options: [option(1, 'Männlich', 'Male')] };
    const expected = [{ value: 1, label: 'Männlich', labels: { '1031': 'Männlich', '1033': 'Male' } }];
    expect(readOne(picklist, { OptionSet: own, GlobalOptionSet: null })?.options).toEqual(expected);
    expect(readOne(picklist, { OptionSet: null, GlobalOptionSet: own })?.options).toEqual(expected);
    expect(readOne(picklist, { OptionSet: { Options: [] }, GlobalOptionSet: own })?.options).toEqual(
      expected,
    );
    expect(readOne(picklist, {})?.options).toEqual([]);
  });

  it('has the number of an option without a label as its label', () => {
    const field = readOne(
      { AttributeTypeName: { Value: 'PicklistType' } },
      { OptionSet: { Options: [{ Value: 7 }] } },
    );
    expect(field?.options).toEqual([{ value: 7, label: '7', labels: {} }]);
  });

  it('of yes/no has the options false and true', () => {
    const field = readOne(
      { AttributeTypeName: { Value: 'BooleanType' } },
      { OptionSet: { TrueOption: option(1, 'Ja', 'Yes'), FalseOption: option(0, 'Nein', 'No') } },
    );
    expect(field?.options.map(({ value, label }) => [value, label])).toEqual([
      [false, 'Nein'],
      [true, 'Ja'],
    ]);
  });

  it('is sorted by logical name and matches the schema', () => {
    const fields = readCrmFields(answers(['b', 'c', 'a'].map((name) => attribute({ LogicalName: name }))));
    expect(fields.map((field) => field.attribute)).toEqual(['a', 'b', 'c']);
    expect(z.array(crmFieldSchema).parse(fields)).toEqual(fields);
  });

  it.each<[string, unknown[]]>([
    ['nothing', []],
    ['an error', [{ error: { code: '0x80040220' } }]],
    ['attributes without names', [{ value: [{ MaxLength: 5 }] }]],
  ])('cannot be read from %s', (_title, malformed) => {
    expect(() => readCrmFields(malformed)).toThrow(expect.objectContaining({ code: 'ANSWER_MALFORMED' }));
  });

  it.each<[string, number, (count: number) => unknown[], string]>([
    ['attributes', MAX_ATTRIBUTES, (count) => answers(repeat(count, attribute({}))), '0.value'],
    [
      'options',
      MAX_OPTIONS,
      (count) =>
        answers([], [{ LogicalName: 'a', OptionSet: { Options: repeat(count, option(1, 'Eins')) } }]),
      '2.value.0.OptionSet.Options',
    ],
    [
      'languages',
      MAX_LANGUAGES,
      (count) =>
        answers([
          attribute({ DisplayName: { LocalizedLabels: repeat(count, { Label: 'a', LanguageCode: 1031 }) } }),
        ]),
      '0.value.0.DisplayName.LocalizedLabels',
    ],
  ])('have at most so many %s: %i', (_what, most, answersWith, place) => {
    expect(() => readCrmFields(answersWith(most))).not.toThrow();
    expect(() => readCrmFields(answersWith(most + 1))).toThrow(
      expect.objectContaining({ code: 'ANSWER_MALFORMED', params: { place }, cause: undefined }),
    );
  });
});

function readOne(overrides: Record<string, unknown>, typed?: Record<string, unknown>) {
  const common = attribute(overrides);
  return readCrmFields(answers([common], typed ? [{ LogicalName: common['LogicalName'], ...typed }] : []))[0];
}

function repeat<Value>(count: number, value: Value): Value[] {
  return Array.from({ length: count }, () => value);
}

function answers(common: unknown[], typed: unknown[] = []): unknown[] {
  return [{ value: common }, { value: [] }, { value: typed }];
}

function attribute(overrides: Record<string, unknown>): Record<string, unknown> {
  return {
    '@odata.type': '#Microsoft.Dynamics.CRM.StringAttributeMetadata',
    MetadataId: '00000000-0000-0000-0000-000000000001',
    LogicalName: 'new_field',
    AttributeTypeName: { Value: 'StringType' },
    DisplayName: label('Feld', 'Field'),
    Description: null,
    RequiredLevel: { Value: 'None', CanBeChanged: true },
    IsValidForCreate: true,
    IsValidForUpdate: true,
    IsValidForRead: true,
    IsValidODataAttribute: true,
    AttributeOf: null,
    IsCustomAttribute: true,
    IsSecured: false,
    SourceType: 0,
    ...overrides,
  };
}

function label(german: string, english: string) {
  return {
    LocalizedLabels: [
      { Label: german, LanguageCode: 1031 },
      { Label: english, LanguageCode: 1033 },
    ],
    UserLocalizedLabel: { Label: german, LanguageCode: 1031 },
  };
}

function option(value: number, german: string, english = german) {
  return { Value: value, Label: label(german, english), Color: null };
}
