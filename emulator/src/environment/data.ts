import { ContactSchema } from '../dataverse/columns/contact-schema.ts';
import type { Collate } from '../store/collation.ts';
import { ContactTable } from '../store/contact-table.ts';
import { Ledger } from '../store/ledger.ts';
import { RelatedRows } from '../store/related-rows.ts';
import { UndoJournal } from '../store/undo-journal.ts';

/** Everything that a reset empties. */
export interface EnvironmentData {
  readonly collate: Collate;
  readonly journal: UndoJournal;
  readonly schema: ContactSchema;
  readonly contacts: ContactTable;
  readonly related: RelatedRows;
  readonly ledger: Ledger;
}

export function emptyData(collate: Collate): EnvironmentData {
  const journal = new UndoJournal();
  return {
    collate,
    journal,
    schema: new ContactSchema(),
    contacts: new ContactTable(collate, journal),
    related: new RelatedRows(),
    ledger: new Ledger(journal),
  };
}
