import type { Environment } from '../../environment/environment.ts';
import type { ContactRow, Value } from '../../store/contact-row.ts';
import type { Column, Label, LookupColumn } from '../columns/column.ts';
import { isChoice, isLookup, targetColumnOf } from '../columns/column.ts';
import type { Preferences } from '../odata/preferences.ts';
import { wantsAnnotation } from '../odata/preferences.ts';

const formattedValue = 'OData.Community.Display.V1.FormattedValue';
const lookupTable = 'Microsoft.Dynamics.CRM.lookuplogicalname';
const lookupNavigation = 'Microsoft.Dynamics.CRM.associatednavigationproperty';

/**
 * Adds the annotations that `odata.include-annotations` requests.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors
 */
export function annotate(
  environment: Environment,
  preferences: Preferences,
  property: string,
  subject: { readonly row: ContactRow; readonly column: Column; readonly value: Value },
  into: Record<string, unknown>,
): void {
  if (preferences.includeAnnotations === null || subject.value === null) return;
  const { row, column, value } = subject;
  if (isLookup(column)) annotateLookup(environment, preferences, property, { row, column, value }, into);
  if (!wantsAnnotation(preferences, formattedValue)) return;
  const formatted = formattedOf(environment, column, value, row);
  if (formatted !== null) into[`${property}@${formattedValue}`] = formatted;
}

function annotateLookup(
  environment: Environment,
  preferences: Preferences,
  property: string,
  subject: { readonly row: ContactRow; readonly column: LookupColumn; readonly value: Value },
  into: Record<string, unknown>,
): void {
  const table = targetTable(subject.column, subject.row);
  const navigation = environment.data.schema
    .navigations()
    .find((each) => each.column === subject.column && each.targets.includes(table));
  if (wantsAnnotation(preferences, lookupNavigation))
    into[`${property}@${lookupNavigation}`] = navigation?.name;
  if (wantsAnnotation(preferences, lookupTable)) into[`${property}@${lookupTable}`] = table;
}

function targetTable(column: LookupColumn, row: ContactRow): string {
  const targetColumn = targetColumnOf(column);
  const stored = targetColumn === null ? null : row.values[targetColumn];
  return typeof stored === 'string' ? stored : (column.targets[0] ?? '');
}

function formattedOf(environment: Environment, column: Column, value: Value, row: ContactRow): string | null {
  const language = environment.user.uiLanguage;
  const locale = language === 1031 ? 'de-DE' : 'en-US';
  if (isChoice(column)) {
    const labels = String(value)
      .split(',')
      .map((each) => column.options.find((option) => option.value === Number(each))?.label);
    return labels.map((label) => textIn(label, language)).join('; ');
  }
  if (isLookup(column)) return nameOfTarget(environment, targetTable(column, row), String(value));
  switch (column.type) {
    case 'Boolean':
      return textIn(value === true ? column.trueLabel : column.falseLabel, language);
    case 'Money':
      return new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }).format(Number(value));
    case 'Integer':
    case 'Decimal':
    case 'Double':
      return new Intl.NumberFormat(locale).format(Number(value));
    case 'DateTime':
      return new Intl.DateTimeFormat(locale, {
        timeZone: 'UTC',
        dateStyle: 'short',
        ...(column.format === 'DateOnly' ? {} : { timeStyle: 'short' as const }),
      }).format(new Date(String(value)));
    default:
      return null;
  }
}

function textIn(label: Label | undefined, language: 1031 | 1033): string {
  const { de, en } = label ?? {};
  return (language === 1031 ? (de ?? en) : (en ?? de)) ?? '';
}

function nameOfTarget(environment: Environment, table: string, id: string): string | null {
  const { contacts, related } = environment.data;
  if (table !== 'contact') return related.nameOf(table, id);
  const name = contacts.get(id)?.values.fullname;
  return typeof name === 'string' ? name : null;
}
