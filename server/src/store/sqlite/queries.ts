import { type SQL, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type * as schema from '../schema.ts';

export type Database = BetterSQLite3Database<typeof schema>;
/** The database, or an open transaction on it. */
export type Queries = Pick<Database, 'select' | 'insert' | 'update' | 'delete' | 'get' | 'all' | 'run'>;

/**
 * Builds a query once per database; its values are named with `sql.placeholder`. Building a query takes ten times as
 * long as running it, so this serves the queries of every drain step.
 */
export function prepared<Query>(build: (queries: Queries) => Query): (queries: Queries) => Query {
  const built = new WeakMap<Queries, Query>();
  return (queries) => {
    const existing = built.get(queries);
    if (existing !== undefined) return existing;
    const query = build(queries);
    built.set(queries, query);
    return query;
  };
}

/**
 * Passes rows as one JSON parameter, so that a thousand of them are one statement. For use in `from`; read the
 * columns with `jsonColumn`.
 */
export function jsonRows(rows: readonly Record<string, unknown>[]): SQL {
  return sql`json_each(${JSON.stringify(rows)})`;
}

/** A column of `jsonRows`, by the name of the property. */
export function jsonColumn(property: string): SQL {
  return sql`json_each.value ->> ${`$.${property}`}`;
}

/** A list of values as one JSON parameter, for use in `in`. */
export function jsonList(values: readonly (string | number)[]): SQL {
  return sql`(select value from json_each(${JSON.stringify(values)}))`;
}

/** A list of values for use in `in` of a prepared query; the placeholder's value is the list as JSON. */
export function jsonPlaceholder(name: string): SQL {
  return sql`(select value from json_each(${sql.placeholder(name)}))`;
}
