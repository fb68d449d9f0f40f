import type Sqlite from 'better-sqlite3';

/**
 * Has a connection keep the statements it has prepared, because compiling one takes longer than carrying it out.
 * Each is handed out as if it were new; the ones not asked for longest go first.
 */
export function keepStatements(connection: Sqlite.Database): void {
  const prepare: (source: string) => Sqlite.Statement = connection.prepare.bind(connection);
  const kept = new Map<string, Sqlite.Statement>();
  const keep = (source: string, statement: Sqlite.Statement): void => {
    kept.set(source, statement);
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_STATEMENTS) return;
      kept.delete(oldest);
    }
  };
  Object.assign(connection, {
    prepare: (source: string): Sqlite.Statement => {
      const before = kept.get(source);
      // One that somebody walks through row by row cannot be begun again.
      if (before?.busy) return prepare(source);
      const statement = before ? asNew(before) : prepare(source);
      kept.delete(source);
      keep(source, statement);
      return statement;
    },
  });
}

/** More than the house has; texts that differ by their parameters alone are few. */
const MOST_STATEMENTS = 300;

/** Without the form of rows that somebody has asked of it before. */
function asNew(statement: Sqlite.Statement): Sqlite.Statement {
  return statement.reader ? statement.raw(false).pluck(false) : statement;
}
