import { type Email, normaliseEmail } from '@goodfunds/shared';
import type { ContactRow } from '../contacts/contact-row.ts';
import { type Found, groupByEmail } from '../contacts/find-contacts.ts';

/** A row of `contacts` whose id is made from its number. */
export function contactRow(number: number, parts: Partial<ContactRow> = {}): ContactRow {
  return {
    id: rowId(number),
    etag: `W/"${number}"`,
    active: true,
    masterId: null,
    email: 'ada@example.org',
    firstName: null,
    lastName: null,
    createdOn: `2020-01-${String(number).padStart(2, '0')}T00:00:00Z`,
    modifiedOn: `2021-01-${String(number).padStart(2, '0')}T00:00:00Z`,
    modifiedBy: null,
    values: {},
    ...parts,
  };
}

export function rowId(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** What a find returns if the CRM has only these rows. */
export function foundAmong(
  rows: readonly ContactRow[],
  emails: readonly string[] = ['ada@example.org'],
): Found {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    byId,
    byEmail: groupByEmail(byId, emails.map(testEmail)),
    crowded: new Set(),
    refused: new Map(),
    unread: new Set(),
    stopped: null,
  };
}

export function testEmail(text: string): Email {
  const email = normaliseEmail(text);
  if (email === null) throw new Error('a test names an e-mail');
  return email;
}
