import type { Emulator } from '@goodfunds/dataverse-emulator';
import type { Contact } from '@goodfunds/shared';

/** Differences between the contacts that were pushed and what the emulator recorded, by contact id. */
export type LedgerResult = { lost: string[]; createdTwice: string[]; wrong: string[]; updates: number };

/** Each contact must have arrived exactly once and with its current names. */
export function checkLedger(emulator: Emulator, contacts: Iterable<Contact>): LedgerResult {
  const rows = Map.groupBy(emulator.contacts(), (row) => String(row['emailaddress1'] ?? row['lastname']));
  const result: LedgerResult = { lost: [], createdTwice: [], wrong: [], updates: 0 };
  for (const contact of contacts) {
    const [row, second] = rows.get(contact.email ?? contact.lastName ?? '') ?? [];
    if (!row) result.lost.push(contact.id);
    else if (second) result.createdTwice.push(contact.id);
    else if (row['firstname'] !== contact.firstName || row['lastname'] !== contact.lastName) {
      result.wrong.push(contact.id);
    }
  }
  const creates = emulator.ledger().filter(({ kind }) => kind === 'create');
  const ids = new Set(creates.map(({ contactId }) => contactId));
  if (ids.size < creates.length) result.createdTwice.push('by id');
  result.updates = emulator.ledger().filter(({ kind }) => kind === 'update').length;
  return result;
}
