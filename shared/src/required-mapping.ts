import { ownProperty } from './own-property.ts';
import type { Mapping, MappingRow } from './schemas/mapping.ts';

/** Adds or replaces the rows that matching needs. A strategy given for such a row is kept. */
export function withRequiredRows(requiredMapping: Mapping, mapping: Mapping): Mapping {
  const required = Object.entries(requiredMapping).map(([attribute, row]) => {
    const strategy = ownProperty(mapping, attribute)?.strategy;
    return [attribute, { ...row, ...(strategy != null && { strategy }) }] as const;
  });
  return { ...mapping, ...Object.fromEntries(required) };
}

/** Whether matching needs the row, so that it cannot be removed. */
export function isRequiredRow(requiredMapping: Mapping, attribute: string, row: MappingRow): boolean {
  return ownProperty(requiredMapping, attribute)?.field === row.field;
}

/** Whether a user has mapped anything, apart from the rows that matching needs. */
export function hasOwnRows(requiredMapping: Mapping, mapping: Mapping): boolean {
  return Object.keys(mapping).some((attribute) => !Object.hasOwn(requiredMapping, attribute));
}
