import type { Emulator } from '@goodfunds/dataverse-emulator';
import type { Contact } from '@goodfunds/shared';

/** What the CRM's own books say about contacts that should have arrived, each once and as they are now. */
export type LedgerVerdict = { lost: string[]; createdTwice: string[]; wrong: string[]; updates: number };

export function judgeLedger(emulator: Emulator, contacts: Iterable<Contact>): LedgerVerdict {
  const rows = Map.groupBy(emulator.contacts(), (row) => String(row['emailaddress1']));
  const verdict: LedgerVerdict = { lost: [], createdTwice: [], wrong: [], updates: 0 };
  for (const contact of contacts) {
    const [row, second] = rows.get(contact.email ?? '') ?? [];
    if (!row) verdict.lost.push(contact.id);
    else if (second) verdict.createdTwice.push(contact.id);
    else if (row['firstname'] !== contact.firstName || row['lastname'] !== contact.lastName) {
      verdict.wrong.push(contact.id);
    }
  }
  const creates = emulator.ledger().filter(({ kind }) => kind === 'create');
  const ids = new Set(creates.map(({ contactId }) => contactId));
  if (ids.size < creates.length) verdict.createdTwice.push('by id');
  verdict.updates = emulator.ledger().filter(({ kind }) => kind === 'update').length;
  return verdict;
}
