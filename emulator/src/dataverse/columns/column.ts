import type { ContactRow, Value } from '../../store/contact-row.ts';

/** Text by language of the environment; a language without text is omitted. */
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
  /** The column that this one renders; such a column is not a Web API property. */
  readonly attributeOf: string | null;
  /** Stored in another table (addresses), but writable. */
  readonly isLogical: boolean;
  readonly isCustom: boolean;
  readonly isSecured: boolean;
  /** 0 simple, 1 calculated, 2 rollup, 3 formula; null if the server does not report it. */
  readonly sourceType: 0 | 1 | 2 | 3 | null;
  /** The value of a row that stores none. */
  readonly derive: ((row: ContactRow) => Value) | null;
}

export interface Option {
  readonly value: number;
  readonly label: Label;
  /** The state that a status reason belongs to. */
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
  /** Name of the global choice that has the options; null for a local choice. */
  readonly globalChoice: string | null;
}

export interface NumberColumn extends ColumnBase {
  readonly type: 'Integer' | 'BigInt' | 'Decimal' | 'Double' | 'Money';
  readonly min: number;
  readonly max: number;
  /** Digits after the decimal point. */
  readonly precision: number;
}

export interface DateTimeColumn extends ColumnBase {
  readonly type: 'DateTime';
  readonly behavior: 'UserLocal' | 'DateOnly' | 'TimeZoneIndependent';
  readonly format: 'DateOnly' | 'DateAndTime';
}

export interface LookupColumn extends ColumnBase {
  readonly type: 'Lookup' | 'Customer' | 'Owner';
  /** Logical names of the tables it can refer to. */
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

/** The column that names the table of a lookup with several target tables. */
export function targetColumnOf(column: LookupColumn): string | null {
  return column.targets.length > 1 ? `${column.logicalName}type` : null;
}

export function readColumn(row: ContactRow, column: Column): Value {
  const stored = row.values[column.logicalName];
  if (stored !== undefined) return stored;
  return column.derive === null ? null : column.derive(row);
}
