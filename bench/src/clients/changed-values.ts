import type { CrmRow } from '../emulator/remote-emulator.ts';

/** The values to send so that a CRM row holds the wanted ones; null if there are none. */
export function changedValues(row: Readonly<Record<string, unknown>>, wanted: CrmRow): CrmRow | null {
  const changed = Object.entries(wanted).filter(([attribute, value]) => row[attribute] !== value);
  return changed.length === 0 ? null : Object.fromEntries(changed);
}
