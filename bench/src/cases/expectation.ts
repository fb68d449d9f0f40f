import type { Contact } from '@goodfunds/shared';
import { rowOf } from '../data/people.ts';
import type { CrmRow } from '../emulator/remote-emulator.ts';
import type { RequiredWork } from '../figures/floor.ts';
import type { Expectation } from '../figures/verdict.ts';
import type { BenchCase } from './case.ts';

/** What a case has to end in, for these of its contacts. */
export function expectationOf(
  bench: BenchCase,
  contacts: readonly Contact[],
  rowsBefore: readonly CrmRow[],
): Expectation {
  const before = byEmail(rowsBefore);
  const accepted = contacts.filter(({ id }) => !bench.refused.has(id)).map(rowOf);
  return {
    wanted: byEmail(accepted),
    outdated: new Set(accepted.filter((row) => differs(before.get(emailOf(row)), row)).map(emailOf)),
  };
}

/** What the rules require: a find for everybody who is handed in, a write for everybody who is new or differs. */
export function requiredWork(
  bench: BenchCase,
  contacts: readonly Contact[],
  rowsBefore: readonly CrmRow[],
): RequiredWork {
  const before = byEmail(rowsBefore);
  const isDue = (row: CrmRow) => !before.has(emailOf(row)) || differs(before.get(emailOf(row)), row);
  return {
    contacts: bench.shares(contacts).reduce((sum, share) => sum + share.length, 0),
    writes: contacts.map(rowOf).filter(isDue).length,
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
