import type { Value } from '../../store/contact-row.ts';
import { DataverseError } from '../errors.ts';
import type { ChoiceColumn, Column, DateTimeColumn, NumberColumn, TextColumn } from './column.ts';

/**
 * Applies the platform rules to a value of the right type and returns the stored value. An empty string becomes null
 * (widely reported, unverified).
 */
export function validated(column: Column, value: Value): Value {
  if (value === null || value === '') return null;
  switch (column.type) {
    case 'String':
    case 'Memo':
      return typeof value === 'string' ? textOf(column, value) : value;
    case 'Picklist':
    case 'State':
    case 'Status':
      return typeof value === 'number' ? choiceOf(column, value) : value;
    case 'MultiSelectPicklist':
      return typeof value === 'string' ? choicesOf(column, value) : value;
    case 'Integer':
    case 'BigInt':
    case 'Decimal':
    case 'Double':
    case 'Money':
      return typeof value === 'number' ? numberOf(column, value) : value;
    case 'DateTime':
      return typeof value === 'string' ? dateOf(column, value) : value;
    default:
      return value;
  }
}

// XML, and therefore the platform, allows only these control characters: tab, line feed and carriage return.
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const illegalCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

function textOf(column: TextColumn, value: string): string {
  const illegal = illegalCharacters.exec(value)?.[0];
  if (illegal !== undefined) {
    const hexadecimal = illegal.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
    throw new DataverseError(
      400,
      '0x80040278',
      `Invalid character in field '${column.logicalName}': '${illegal}', hexadecimal value 0x${hexadecimal}, is an invalid character.`,
    );
  }
  if (value.length <= column.maxLength) return value;
  throw new DataverseError(
    400,
    '0x80044331',
    `A validation error occurred.  The length of the '${column.logicalName}' attribute of the 'contact' entity exceeded the maximum allowed length of '${column.maxLength}'.`,
  );
}

function choiceOf(column: ChoiceColumn, value: number): number {
  if (column.options.some((option) => option.value === value)) return value;
  throw outsideRange(column, '0x8004431A', value, ` Accepted Values: ${acceptedValues(column)}`);
}

const maximumSelections = 150;

function choicesOf(column: ChoiceColumn, value: string): string {
  const selected = [...new Set(value.split(',').map((each) => each.trim()))];
  for (const each of selected) {
    if (!/^-?\d+$/.test(each) || !column.options.some((option) => option.value === Number(each))) {
      throw outsideRange(column, '0x8004431A', each, ` Accepted Values: ${acceptedValues(column)}`);
    }
  }
  if (selected.length > maximumSelections) throw outsideRange(column, '0x8004431A', value, '');
  return selected.sort((left, right) => Number(left) - Number(right)).join(',');
}

function acceptedValues(column: ChoiceColumn): string {
  return column.options.map((option) => option.value).join(',');
}

function numberOf(column: NumberColumn, value: number): number {
  const code = column.type === 'Integer' || column.type === 'BigInt' ? '0x8004432F' : '0x80044330';
  if (value < column.min || value > column.max || !Number.isFinite(value)) {
    throw outsideRange(column, code, value, '');
  }
  return Number(value.toFixed(Math.min(column.precision, 12)));
}

/** The first day that the database can store. */
const earliest = '1753-01-01';

function dateOf(column: DateTimeColumn, value: string): string {
  if (value >= earliest) return value;
  const [year, month, day] = value.slice(0, 10).split('-');
  throw new DataverseError(
    400,
    '0x80040239',
    `DateTime is less than minimum value supported by CrmDateTime. Actual value: ${month}/${day}/${year} 00:00:00, Minimum value supported: 01/01/1753 00:00:00, attribute '${column.logicalName}'`,
  );
}

function outsideRange(column: Column, code: string, value: number | string, hint: string): DataverseError {
  return new DataverseError(
    400,
    code,
    `A validation error occurred. The value ${value} of '${column.logicalName}' on record of type 'contact' is outside the valid range.${hint}`,
  );
}
