import type { Item } from '@goodfunds/shared';

type CsvColumns = {
  contactId: string;
  email: string;
  outcome: string;
  reason: string;
  crmContactId: string;
};

export type CsvWords = {
  columns: CsvColumns;
  outcomeOf: (item: Item) => string;
  reasonOf: (item: Item) => string;
};

/**
 * Items as a table for spreadsheets: UTF-8 with a byte order mark, semicolons and CRLF (RFC 4180 otherwise), as
 * spreadsheets in German and English open it by a double click.
 */
export function formatItemsCsv(items: readonly Item[], { columns, outcomeOf, reasonOf }: CsvWords): string {
  const header = [columns.contactId, columns.email, columns.outcome, columns.reason, columns.crmContactId];
  const rows = items.map((item) => [
    item.contactId,
    item.email ?? '',
    outcomeOf(item),
    reasonOf(item),
    item.crmContactId ?? item.candidates.join(' '),
  ]);
  return `${BYTE_ORDER_MARK}${[header, ...rows].map((row) => row.map(formatCell).join(';')).join('\r\n')}\r\n`;
}

const BYTE_ORDER_MARK = '\uFEFF';

/** What a spreadsheet would take for a formula is kept text by an apostrophe in front. */
function formatCell(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
