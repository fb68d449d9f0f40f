import type {
  BooleanColumn,
  ChoiceColumn,
  ColumnBase,
  DateTimeColumn,
  Label,
  LookupColumn,
  NumberColumn,
  Option,
  OtherColumn,
  TextColumn,
} from './column.ts';

type Traits = Partial<Omit<ColumnBase, 'logicalName' | 'schemaName' | 'label'>>;

/** Most columns are optional, readable, creatable and updatable. */
export const readOnly: Traits = { validForCreate: false, validForUpdate: false };

export function text(
  schemaName: string,
  maxLength: number,
  label: Label | null,
  traits: Traits & Partial<Pick<TextColumn, 'format' | 'type'>> = {},
): TextColumn {
  return { ...base(schemaName, label), type: 'String', format: 'Text', maxLength, ...traits };
}

export function flag(
  schemaName: string,
  label: Label | null,
  meanings: { readonly no: Label; readonly yes: Label; readonly initially?: boolean } = yesNo,
  traits: Traits = {},
): BooleanColumn {
  const defaultValue = meanings.initially ?? false;
  return {
    ...base(schemaName, label),
    type: 'Boolean',
    falseLabel: meanings.no,
    trueLabel: meanings.yes,
    defaultValue,
    derive: () => defaultValue,
    ...traits,
  };
}

export function choice(
  schemaName: string,
  label: Label | null,
  options: readonly Option[],
  traits: Traits & Partial<Pick<ChoiceColumn, 'type' | 'defaultValue' | 'globalChoice'>> = {},
): ChoiceColumn {
  const initial = traits.defaultValue ?? null;
  return {
    ...base(schemaName, label),
    type: 'Picklist',
    options,
    defaultValue: null,
    globalChoice: null,
    derive: initial === null ? null : () => initial,
    ...traits,
  };
}

export function number(
  type: NumberColumn['type'],
  schemaName: string,
  range: { readonly min: number; readonly max: number; readonly precision?: number },
  label: Label | null,
  traits: Traits = {},
): NumberColumn {
  return {
    ...base(schemaName, label),
    type,
    min: range.min,
    max: range.max,
    precision: range.precision ?? 0,
    ...traits,
  };
}

export function dateTime(
  schemaName: string,
  behavior: DateTimeColumn['behavior'],
  label: Label | null,
  traits: Traits = {},
): DateTimeColumn {
  const format = behavior === 'DateOnly' ? 'DateOnly' : 'DateAndTime';
  return { ...base(schemaName, label), type: 'DateTime', behavior, format, ...traits };
}

export function lookup(
  schemaName: string,
  targets: readonly string[],
  label: Label | null,
  traits: Traits & Partial<Pick<LookupColumn, 'type'>> = {},
): LookupColumn {
  return { ...base(schemaName, label), type: 'Lookup', targets, ...traits };
}

export function other(
  type: OtherColumn['type'],
  schemaName: string,
  label: Label | null,
  traits: Traits = {},
): OtherColumn {
  return { ...base(schemaName, label), type, ...traits };
}

const yesNo = { no: { en: 'No', de: 'Nein' }, yes: { en: 'Yes', de: 'Ja' } };

function base(schemaName: string, label: Label | null): ColumnBase {
  return {
    logicalName: schemaName.toLowerCase(),
    schemaName,
    label,
    description: null,
    requiredLevel: 'None',
    validForCreate: true,
    validForUpdate: true,
    validForRead: true,
    attributeOf: null,
    isLogical: false,
    isCustom: false,
    isSecured: false,
    sourceType: 0,
    derive: null,
  };
}
