import type { ContactRow, Value } from '../../store/contact-row.ts';

/** Text in the languages of the environment; a language without text is left out. */
export interface Label {
  readonly en?: string;
  readonly de?: string;
}

type RequiredLevel = 'None' | 'Recommended' | 'ApplicationRequired' | 'SystemRequired';

export interface ColumnBase {
  readonly logicalName: string;
  readonly schemaName: string;
  readonly label: Label | null;
  readonly description: Label | null;
  readonly requiredLevel: RequiredLevel;
  readonly validForCreate: boolean;
  readonly validForUpdate: boolean;
  readonly validForRead: boolean;
  /** The column this one merely renders; such columns are not properties of the Web API. */
  readonly attributeOf: string | null;
  /** Kept in another table (addresses), which does not make it unwritable. */
  readonly isLogical: boolean;
  readonly isCustom: boolean;
  readonly isSecured: boolean;
  /** 0 simple, 1 calculated, 2 rollup, 3 formula; null where the server does not say. */
  readonly sourceType: 0 | 1 | 2 | 3 | null;
  /** The value where the row stores none. */
  readonly derive: ((row: ContactRow) => Value) | null;
}

export interface Option {
  readonly value: number;
  readonly label: Label;
  /** Of a status reason: the state it belongs to. */
  readonly state?: number;
}

export interface TextColumn extends ColumnBase {
  readonly type: 'String' | 'Memo';
  readonly maxLength: number;
  readonly format: 'Text' | 'TextArea' | 'Email' | 'Url' | 'Phone';
}

export interface BooleanColumn extends ColumnBase {
  readonly type: 'Boolean';
  readonly falseLabel: Label;
  readonly trueLabel: Label;
  readonly defaultValue: boolean;
}

export interface ChoiceColumn extends ColumnBase {
  readonly type: 'Picklist' | 'MultiSelectPicklist' | 'State' | 'Status';
  readonly options: readonly Option[];
  readonly defaultValue: number | null;
  /** Name of the global choice the options come from; null for a choice of its own. */
  readonly globalChoice: string | null;
}

export interface NumberColumn extends ColumnBase {
  readonly type: 'Integer' | 'BigInt' | 'Decimal' | 'Double' | 'Money';
  readonly min: number;
  readonly max: number;
  /** Digits after the point. */
  readonly precision: number;
}

export interface DateTimeColumn extends ColumnBase {
  readonly type: 'DateTime';
  readonly behavior: 'UserLocal' | 'DateOnly' | 'TimeZoneIndependent';
  readonly format: 'DateOnly' | 'DateAndTime';
}

export interface LookupColumn extends ColumnBase {
  readonly type: 'Lookup' | 'Customer' | 'Owner';
  /** Logical names of the tables it may point to. */
  readonly targets: readonly string[];
}

export interface OtherColumn extends ColumnBase {
  readonly type: 'Uniqueidentifier' | 'EntityName' | 'Virtual' | 'Image' | 'File';
}

export type Column =
  | TextColumn
  | BooleanColumn
  | ChoiceColumn
  | NumberColumn
  | DateTimeColumn
  | LookupColumn
  | OtherColumn;

export type ColumnType = Column['type'];

export function isLookup(column: Column): column is LookupColumn {
  return column.type === 'Lookup' || column.type === 'Customer' || column.type === 'Owner';
}

export function isChoice(column: Column): column is ChoiceColumn {
  return (
    column.type === 'Picklist' ||
    column.type === 'MultiSelectPicklist' ||
    column.type === 'State' ||
    column.type === 'Status'
  );
}

/** The column that says which table a lookup points to, where several are possible. */
export function targetColumnOf(column: LookupColumn): string | null {
  return column.targets.length > 1 ? `${column.logicalName}type` : null;
}

export function readColumn(row: ContactRow, column: Column): Value {
  const stored = row.values[column.logicalName];
  if (stored !== undefined) return stored;
  return column.derive === null ? null : column.derive(row);
}
