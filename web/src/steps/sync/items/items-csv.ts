import type { Item } from '@goodfunds/shared';
import type { Language } from '../../../i18n/language.ts';

const COLUMNS = [
  'contactId',
  'email',
  'outcome',
  'reason',
  'next',
  'warnings',
  'changed',
  'kept',
  'contradictions',
  'crmContactId',
  'finishedAt',
] as const;

type CsvRow = Record<(typeof COLUMNS)[number], string>;

/**
 * A CSV file (RFC 4180) with a byte order mark and the separator that spreadsheets of the language expect. Every cell
 * is quoted.
 */
export function formatItemsCsv(
  items: readonly Item[],
  names: CsvRow,
  cellsOf: (item: Item) => CsvRow,
  language: Language,
): string {
  const lines = [names, ...items.map(cellsOf)].map((row) =>
    COLUMNS.map((column) => formatCell(row[column])).join(SEPARATORS[language]),
  );
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`;
}

const SEPARATORS: Record<Language, string> = { de: ';', en: ',' };
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * The start of a formula, full-width too, at the start of a text or after what a spreadsheet can split a cell at. Some
 * ignore leading blanks.
 */
const FORMULA = /(^|[\t\r\n,;])([^\S\t\r\n]*[=+\-@＝＋－＠])/g;
const CONTROL_AT_START = /^(?=[\t\r\n])/;

/** An apostrophe keeps a spreadsheet from reading the text after it as a formula. */
function formatCell(value: string): string {
  const text = value.replace(FORMULA, "$1'$2").replace(CONTROL_AT_START, "'");
  return `"${text.replaceAll('"', '""')}"`;
}
