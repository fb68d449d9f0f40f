import type { Mapping, MappingRow } from './schemas/mapping.ts';

/** The mapping with every row that matching needs, whatever was given for their attributes; a strategy stays. */
export function withRequiredRows(requiredMapping: Mapping, mapping: Mapping): Mapping {
  const required = Object.entries(requiredMapping).map(([attribute, row]) => {
    const strategy = mapping[attribute]?.strategy;
    return [attribute, { ...row, ...(strategy != null && { strategy }) }] as const;
  });
  return { ...mapping, ...Object.fromEntries(required) };
}

/** Whether a row is one that matching needs. It stays, whatever is sent. */
export function isRequiredRow(requiredMapping: Mapping, attribute: string, row: MappingRow): boolean {
  return requiredMapping[attribute]?.field === row.field;
}

/** Whether a person has mapped anything: rows that matching needs are always there and do not count. */
export function hasOwnRows(requiredMapping: Mapping, mapping: Mapping): boolean {
  return Object.keys(mapping).some((attribute) => !Object.hasOwn(requiredMapping, attribute));
}
