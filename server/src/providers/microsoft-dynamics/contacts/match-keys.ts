import type { CrmField, CrmValue, Mapping } from '@goodfunds/shared';
import { canonicalValue, isBlank } from '../../../crm/crm-value.ts';
import type { ContactRow } from './contact-row.ts';

/** A value by which a contact is found. */
export type MatchKey = {
  /** As it is searched for. */
  value: string;
  /** The same for equal values of one attribute, regardless of case. */
  key: string;
};

/** The attributes whose values identify a person, in the order of the mapping. */
export function findMatchKeyFields(
  mapping: Mapping,
  fieldsByAttribute: ReadonlyMap<string, CrmField>,
): CrmField[] {
  return Object.entries(mapping).flatMap(([attribute, { match }]) => {
    const field = match ? fieldsByAttribute.get(attribute) : undefined;
    return field?.type === 'STRING' || field?.type === 'NUMBER' ? [field] : [];
  });
}

export function matchKeysOf(
  values: Readonly<Record<string, CrmValue>>,
  fields: readonly CrmField[],
): MatchKey[] {
  return fields.flatMap((field) => {
    const value = Object.hasOwn(values, field.attribute) ? (values[field.attribute] ?? null) : null;
    if (isBlank(value)) return [];
    const key = `${field.attribute} ${String(canonicalValue(value, field)).toLowerCase()}`;
    return [{ value: String(value), key }];
  });
}

export function groupByMatchKey(
  rows: Iterable<ContactRow>,
  fields: readonly CrmField[],
): Map<string, ContactRow[]> {
  const groups = new Map<string, ContactRow[]>();
  if (fields.length === 0) return groups;
  for (const row of rows) {
    for (const { key } of matchKeysOf(row.values, fields)) {
      const group = groups.get(key);
      if (group) group.push(row);
      else groups.set(key, [row]);
    }
  }
  return groups;
}
