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

/** What stays the same for the lifetime of an environment. */
export interface EnvironmentShape {
  readonly collate: Collate;
  /** The standard columns besides those of the platform; `null` for all. */
  readonly attributes: readonly string[] | null;
}

export function emptyData({ collate, attributes }: EnvironmentShape): EnvironmentData {
  const journal = new UndoJournal();
  return {
    collate,
    journal,
    schema: new ContactSchema(attributes),
    contacts: new ContactTable(collate, journal),
    related: new RelatedRows(),
    ledger: new Ledger(journal),
  };
}
