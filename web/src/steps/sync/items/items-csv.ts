import type { Item } from '@goodfunds/shared';

const COLUMNS = [
  'contactId',
  'email',
  'outcome',
  'reason',
  'next',
  'changed',
  'crmContactId',
  'finishedAt',
] as const;

type CsvRow = Record<(typeof COLUMNS)[number], string>;

/** A CSV file (RFC 4180) with a byte order mark and semicolons, which German and English spreadsheets open directly. */
export function formatItemsCsv(
  items: readonly Item[],
  names: CsvRow,
  cellsOf: (item: Item) => CsvRow,
): string {
  const lines = [names, ...items.map(cellsOf)].map((row) =>
    COLUMNS.map((column) => formatCell(row[column])).join(';'),
  );
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`;
}

const BYTE_ORDER_MARK = '\uFEFF';

/** The start of a formula, full-width too; some spreadsheets ignore leading blanks. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** A leading apostrophe keeps a spreadsheet from reading the text as a formula. */
function formatCell(value: string): string {
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
