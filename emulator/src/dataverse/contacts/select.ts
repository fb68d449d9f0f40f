import type { Column } from '../columns/column.ts';
import type { ContactSchema } from '../columns/contact-schema.ts';
import { propertyName } from '../columns/contact-schema.ts';
import { unknownProperty } from '../errors.ts';

/** The columns of an answer, by property name. */
export type Selection = ReadonlyMap<string, Column>;

/** The primary key is always part of the answer. */
export function selectionOf(schema: ContactSchema, select: readonly string[] | null): Selection {
  if (select === null || select.includes('*')) return readable(schema);
  const selection = new Map<string, Column>();
  for (const name of select) {
    const column = propertyOf(schema, name);
    selection.set(propertyName(column), column);
  }
  const key = schema.property('contactid');
  if (key !== null) selection.set('contactid', key);
  return selection;
}

/** A property for `$select`, `$filter` and `$orderby`; a lookup also by its navigation property. */
export function propertyOf(schema: ContactSchema, name: string): Column {
  const column = schema.property(name) ?? schema.navigation(name)?.column ?? null;
  if (column === null || !column.validForRead) throw unknownProperty(name, 'contact');
  return column;
}

function readable(schema: ContactSchema): Selection {
  return new Map([...schema.properties()].filter(([, column]) => column.validForRead));
}
