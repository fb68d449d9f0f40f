import { type SQL, sql } from 'drizzle-orm';

/**
 * Rows handed to SQLite as one JSON parameter, so that a thousand of them cost one statement. Used as a table in
 * `from`; its columns are read with `jsonColumn`.
 */
export function jsonRows(rows: readonly Record<string, unknown>[]): SQL {
  return sql`json_each(${JSON.stringify(rows)})`;
}

/** A column of `jsonRows`, by the name of the property. */
export function jsonColumn(property: string): SQL {
  return sql`json_each.value ->> ${`$.${property}`}`;
}

/** A list of values as one JSON parameter, for `in`. */
export function jsonList(values: readonly (string | number)[]): SQL {
  return sql`(select value from json_each(${JSON.stringify(values)}))`;
}
