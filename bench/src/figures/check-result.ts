import type { Commit, StoredContact } from '@goodfunds/dataverse-emulator';
import type { CrmRow } from '../emulator/remote-emulator.ts';

export type ResultCheck = {
  /** Contacts that are missing from the CRM afterwards or have other values than expected. */
  readonly lost: number;
  /** Rows beyond the first of the same contact. */
  readonly duplicated: number;
  /** Updates of rows that needed none, and repeated updates. */
  readonly needlessWrites: number;
};

export type Expectation = {
  /** Expected rows by e-mail. */
  readonly wanted: ReadonlyMap<string, CrmRow>;
  /** E-mails of contacts whose row existed and differed. */
  readonly outdated: ReadonlySet<string>;
};

/** Compares the CRM's rows and its ledger of writes with the expectation. */
export function checkResult(
  { wanted, outdated }: Expectation,
  rows: readonly StoredContact[],
  ledger: readonly Commit[],
): ResultCheck {
  const rowsByEmail = Map.groupBy(rows, (row) => String(row['emailaddress1']));
  const emailById = new Map(rows.map((row) => [String(row['contactid']), String(row['emailaddress1'])]));
  let lost = 0;
  let duplicated = 0;
  for (const [email, row] of wanted) {
    const found = rowsByEmail.get(email) ?? [];
    if (!found.some((each) => holds(each, row))) lost += 1;
    duplicated += Math.max(0, found.length - 1);
  }
  return { lost, duplicated, needlessWrites: needlessUpdates(ledger, emailById, outdated) };
}

function holds(row: StoredContact, values: CrmRow): boolean {
  return Object.entries(values).every(([attribute, value]) => row[attribute] === value);
}

function needlessUpdates(
  ledger: readonly Commit[],
  emailById: ReadonlyMap<string, string>,
  outdated: ReadonlySet<string>,
): number {
  const due = new Set(outdated);
  let needless = 0;
  for (const { kind, contactId } of ledger) {
    if (kind === 'update' && !due.delete(emailById.get(contactId) ?? '')) needless += 1;
  }
  return needless;
}
