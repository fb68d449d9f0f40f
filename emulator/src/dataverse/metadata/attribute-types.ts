import type { Column, ColumnType } from '../columns/column.ts';
import { isLookup } from '../columns/column.ts';

/** The derived metadata type of a column, without the namespace. */
export function metadataTypeOf(column: Column): string {
  return metadataTypes[column.type];
}

/** `AttributeType`, which is `Virtual` for all types newer than the enumeration. */
export function attributeTypeOf(column: Column): string {
  switch (column.type) {
    case 'MultiSelectPicklist':
    case 'Image':
    case 'File':
      return 'Virtual';
    default:
      return column.type;
  }
}

export function attributeTypeNameOf(column: Column): string {
  return `${column.type}Type`;
}

const metadataTypes: Readonly<Record<ColumnType, string>> = {
  BigInt: 'BigIntAttributeMetadata',
  Boolean: 'BooleanAttributeMetadata',
  Customer: 'LookupAttributeMetadata',
  DateTime: 'DateTimeAttributeMetadata',
  Decimal: 'DecimalAttributeMetadata',
  Double: 'DoubleAttributeMetadata',
  EntityName: 'EntityNameAttributeMetadata',
  File: 'FileAttributeMetadata',
  Image: 'ImageAttributeMetadata',
  Integer: 'IntegerAttributeMetadata',
  Lookup: 'LookupAttributeMetadata',
  Memo: 'MemoAttributeMetadata',
  Money: 'MoneyAttributeMetadata',
  MultiSelectPicklist: 'MultiSelectPicklistAttributeMetadata',
  Owner: 'LookupAttributeMetadata',
  Picklist: 'PicklistAttributeMetadata',
  State: 'StateAttributeMetadata',
  Status: 'StatusAttributeMetadata',
  String: 'StringAttributeMetadata',
  Uniqueidentifier: 'UniqueIdentifierAttributeMetadata',
  Virtual: 'AttributeMetadata',
};

/** Types that `/Attributes` can be cast to; the base type of choices is not one of them. */
export const castTypes: ReadonlySet<string> = new Set(Object.values(metadataTypes));

/** Members of the derived type, which need a cast to be selected. */
export function typedMembers(column: Column): Record<string, unknown> {
  if (isLookup(column)) return { Targets: column.targets, Format: 'None' };
  switch (column.type) {
    case 'String':
      return {
        MaxLength: column.maxLength,
        Format: column.format,
        FormatName: { Value: column.format },
        ImeMode: 'Auto',
        YomiOf: null,
        IsLocalizable: false,
        DatabaseLength: column.maxLength * 2,
        FormulaDefinition: '',
        SourceTypeMask: 0,
      };
    case 'Memo':
      return {
        MaxLength: column.maxLength,
        Format: column.format,
        FormatName: { Value: column.format },
        ImeMode: 'Auto',
        IsLocalizable: false,
      };
    case 'Boolean':
      return { DefaultValue: column.defaultValue, FormulaDefinition: '', SourceTypeMask: 0 };
    case 'Picklist':
    case 'MultiSelectPicklist':
    case 'State':
    case 'Status':
      return {
        DefaultFormValue: column.defaultValue ?? -1,
        FormulaDefinition: '',
        SourceTypeMask: 0,
        ParentPicklistLogicalName: null,
        ChildPicklistLogicalNames: [],
      };
    case 'DateTime':
      return {
        Format: column.format,
        DateTimeBehavior: { Value: column.behavior },
        ImeMode: 'Inactive',
        CanChangeDateTimeBehavior: {
          Value: false,
          CanBeChanged: false,
          ManagedPropertyLogicalName: 'canchangedatetimebehavior',
        },
        FormulaDefinition: '',
        SourceTypeMask: 0,
      };
    case 'Integer':
      return {
        MinValue: column.min,
        MaxValue: column.max,
        Format: 'None',
        FormulaDefinition: '',
        SourceTypeMask: 0,
      };
    case 'BigInt':
      return { MinValue: column.min, MaxValue: column.max };
    case 'Decimal':
    case 'Double':
      return { MinValue: column.min, MaxValue: column.max, Precision: column.precision, ImeMode: 'Disabled' };
    case 'Money':
      return {
        MinValue: column.min,
        MaxValue: column.max,
        Precision: column.precision,
        PrecisionSource: 2,
        IsBaseCurrency: column.logicalName.endsWith('_base'),
        CalculationOf: null,
        ImeMode: 'Disabled',
      };
    default:
      return {};
  }
}

/** All members of the derived type, to check a `$select`. */
export function typedMemberNames(metadataType: string, columns: readonly Column[]): ReadonlySet<string> {
  const sample = columns.filter((column) => metadataTypeOf(column) === metadataType);
  return new Set(sample.flatMap((column) => Object.keys(typedMembers(column))));
}
