import type { Contact } from '@goodfunds/shared';
import { rowOf } from '../data/people.ts';
import type { CrmRow } from '../emulator/remote-emulator.ts';
import type { Expectation } from '../figures/check-result.ts';
import type { RequiredWork } from '../figures/floor.ts';
import type { BenchCase } from './case.ts';

/** The rows of these contacts in the CRM before the case. */
export function rowsBefore(bench: BenchCase, contacts: readonly Contact[]): CrmRow[] {
  if (bench.continues) return contacts.map(rowOf);
  const emails = new Set(contacts.map(({ email }) => email));
  return bench.rows.filter((row) => emails.has(emailOf(row)));
}

/** The expected end state for these contacts. */
export function expectationOf(bench: BenchCase, contacts: readonly Contact[]): Expectation {
  const before = byEmail(rowsBefore(bench, contacts));
  const accepted = contacts.filter(({ id }) => !bench.refused.has(id)).map(rowOf);
  return {
    wanted: byEmail(accepted),
    outdated: new Set(accepted.filter((row) => differs(before.get(emailOf(row)), row)).map(emailOf)),
  };
}

/** A find for each contact, a write for each that is new or differs. */
export function requiredWork(bench: BenchCase, contacts: readonly Contact[]): RequiredWork {
  const before = byEmail(rowsBefore(bench, contacts));
  const rows = contacts.filter(({ id }) => !bench.refused.has(id)).map(rowOf);
  return {
    finds: bench.shares(contacts).reduce((sum, share) => sum + share.length, 0),
    creates: rows.filter((row) => !before.has(emailOf(row))).length,
    updates: rows.filter((row) => differs(before.get(emailOf(row)), row)).length,
    refusals: contacts.length - rows.length,
  };
}

function byEmail(rows: readonly CrmRow[]): Map<string, CrmRow> {
  return new Map(rows.map((row) => [emailOf(row), row]));
}

function emailOf(row: CrmRow): string {
  return row['emailaddress1'] ?? '';
}

function differs(before: CrmRow | undefined, after: CrmRow): boolean {
  return before !== undefined && Object.entries(after).some(([name, value]) => before[name] !== value);
}
