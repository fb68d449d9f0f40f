import type { CrmField, CrmValue, Mapping } from '@goodfunds/shared';
import { foldedLastName, type Named } from '../../../crm/names-agree.ts';
import type { ContactRow } from './contact-row.ts';

/** The attribute with the postcodes to compare; `null` if there is none that can be searched. */
export function findPostcodeAttribute(
  mapping: Mapping,
  fieldsByAttribute: ReadonlyMap<string, CrmField>,
): string | null {
  const [mapped] = Object.entries(mapping).find(([, { field }]) => field === 'address.postcode') ?? [];
  const attribute = mapped ?? 'address1_postalcode';
  return fieldsByAttribute.get(attribute)?.type === 'STRING' ? attribute : null;
}

/** Equal for people with the same last name, however it is spelled, and postcode; `null` if one is missing. */
export function similarityKey(named: Named, postcode: CrmValue | undefined): string | null {
  const lastName = foldedLastName(named);
  const code = String(postcode ?? '')
    .replace(/\s/gu, '')
    .toLowerCase();
  return lastName === '' || code === '' ? null : `${code}\n${lastName}`;
}

/** Rows by similarity. Merged rows are left out, because their masters count. */
export function groupBySimilarity(
  rows: Iterable<ContactRow>,
  postcodeAttribute: string | null,
): Map<string, ContactRow[]> {
  const groups = new Map<string, ContactRow[]>();
  if (postcodeAttribute === null) return groups;
  for (const row of rows) {
    const key = row.masterId === null ? similarityKey(row, row.values[postcodeAttribute]) : null;
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
