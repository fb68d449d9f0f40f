import type { CrmRow } from '../emulator/remote-emulator.ts';

/** What has to be sent so that a row of the CRM holds the wanted values; null if nothing. */
export function changedValues(row: Readonly<Record<string, unknown>>, wanted: CrmRow): CrmRow | null {
  const changed = Object.entries(wanted).filter(([attribute, value]) => row[attribute] !== value);
  return changed.length === 0 ? null : Object.fromEntries(changed);
}
