import type { Item } from '@goodfunds/shared';

export type CsvColumns = {
  contactId: string;
  email: string;
  outcome: string;
  reason: string;
  /** What to do about it. */
  next: string;
  changed: string;
  crmContactId: string;
  finishedAt: string;
};

/** In the order in which they stand beside each other. */
const COLUMNS: readonly (keyof CsvColumns)[] = [
  'contactId',
  'email',
  'outcome',
  'reason',
  'next',
  'changed',
  'crmContactId',
  'finishedAt',
];

/**
 * Items as a table for spreadsheets: UTF-8 with a byte order mark, semicolons and CRLF (RFC 4180 otherwise), as
 * spreadsheets in German and English open it by a double click.
 */
export function formatItemsCsv(
  items: readonly Item[],
  names: CsvColumns,
  cellsOf: (item: Item) => CsvColumns,
): string {
  const lines = [names, ...items.map(cellsOf)].map((row) =>
    COLUMNS.map((column) => formatCell(row[column])).join(';'),
  );
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`;
}

const BYTE_ORDER_MARK = '\uFEFF';

/** How a formula begins, in full width too, also after blanks, which some spreadsheets cut off. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** What a spreadsheet would take for a formula is kept text by an apostrophe in front. */
function formatCell(value: string): string {
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
