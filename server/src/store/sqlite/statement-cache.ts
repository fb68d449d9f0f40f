import type Sqlite from 'better-sqlite3';

const MAX_STATEMENTS = 300;

/**
 * Makes a connection reuse its prepared statements, because compiling one takes longer than running it. Drops the
 * least recently used ones.
 */
export function cacheStatements(connection: Sqlite.Database): void {
  const prepare: (source: string) => Sqlite.Statement = connection.prepare.bind(connection);
  const cached = new Map<string, Sqlite.Statement>();
  Object.assign(connection, {
    prepare: (source: string): Sqlite.Statement => {
      const existing = cached.get(source);
      // A statement that is being iterated cannot be run again.
      if (existing?.busy) return prepare(source);
      const statement = existing ? reset(existing) : prepare(source);
      cached.delete(source);
      cached.set(source, statement);
      const [oldest] = cached.keys();
      if (cached.size > MAX_STATEMENTS && oldest !== undefined) cached.delete(oldest);
      return statement;
    },
  });
}

/** Undoes the row format that an earlier caller chose. */
function reset(statement: Sqlite.Statement): Sqlite.Statement {
  return statement.reader ? statement.raw(false).pluck(false) : statement;
}
