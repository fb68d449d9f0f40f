import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';

/** Stored content that a page or a sample holds at most, unless its first row alone has more. */
export const MAX_PAGE_BYTES = 4 * 1024 * 1024;

type SizedRow = { id: string | number; bytes: number };

/**
 * Which of the rows belong to a page, and whether others follow. `limit` is that of the query for the rows. Content is
 * read afterwards, so that what does not fit is never loaded.
 */
export function cutPage<Row extends SizedRow>(
  rows: readonly Row[],
  limit: number,
): { ids: Row['id'][]; hasMore: boolean } {
  const ids = takeBytes(rows, MAX_PAGE_BYTES).map(({ id }) => id);
  return { ids, hasMore: ids.length < rows.length || rows.length === limit };
}

/** The first rows that together have at most this many bytes; at least one. */
export function takeBytes<Row extends { bytes: number }>(rows: readonly Row[], maxBytes: number): Row[] {
  let bytes = 0;
  const end = rows.findIndex((row, index) => {
    bytes += row.bytes;
    return index > 0 && bytes > maxBytes;
  });
  return end < 0 ? [...rows] : rows.slice(0, end);
}

/** How many bytes the columns of a row have. SQLite does not read the content for that. */
export function textBytes(...columns: readonly SQLWrapper[]): SQL<number> {
  const sizes = columns.map((column) => sql`coalesce(octet_length(${column}), 0)`);
  return sql<number>`${sql.join(sizes, sql` + `)}`;
}
