import { type Mapping, type MappingRow, ownProperty } from '@goodfunds/shared';

/** What an audit entry holds of a changed mapping, as JSON. */
export const MAX_AUDITED_MAPPING_BYTES = 16 * 1024;

/** `null` means absent. */
type Change = { before: Member | null; after: Member | null };
type Member = string | number | boolean;

export type MappingChanges = {
  /** By attribute and member of the row, such as `field` or `values.Herr`. Absent where nothing changed. */
  mapping?: Record<string, Record<string, Change>>;
  /** The number of further changed members. Absent where all fit. */
  omittedMappingChanges?: number;
};

/** What differs between two mappings, for the audit: the first changes that fit, and the number of the others. */
export function mappingChanges(before: Mapping, after: Mapping): MappingChanges {
  const rows = new Map<string, Map<string, Change>>();
  let bytes = 0;
  let omitted = 0;
  for (const attribute of new Set([...Object.keys(before), ...Object.keys(after)])) {
    for (const [member, change] of changedMembers(before, after, attribute)) {
      const ownBytes = Buffer.byteLength(JSON.stringify({ [attribute]: { [member]: change } }));
      if (bytes + ownBytes > MAX_AUDITED_MAPPING_BYTES) {
        omitted += 1;
        continue;
      }
      bytes += ownBytes;
      rows.set(attribute, (rows.get(attribute) ?? new Map<string, Change>()).set(member, change));
    }
  }
  const mapping = [...rows].map(([attribute, members]) => [attribute, Object.fromEntries(members)] as const);
  return {
    ...(mapping.length > 0 && { mapping: Object.fromEntries(mapping) }),
    ...(omitted > 0 && { omittedMappingChanges: omitted }),
  };
}

function changedMembers(before: Mapping, after: Mapping, attribute: string): [string, Change][] {
  const old = membersOf(ownProperty(before, attribute));
  const next = membersOf(ownProperty(after, attribute));
  return [...new Set([...old.keys(), ...next.keys()])]
    .map((member): [string, Change] => [
      member,
      { before: old.get(member) ?? null, after: next.get(member) ?? null },
    ])
    .filter(([, change]) => change.before !== change.after);
}

function membersOf(row: MappingRow | undefined): Map<string, Member> {
  if (!row) return new Map();
  const { field, strategy, stricter = null, values } = row;
  return new Map<string, Member>([
    ['field', field],
    ...(strategy ? [['strategy', strategy] as const] : []),
    ...(stricter === null ? [] : [['stricter', stricter] as const]),
    ...Object.entries(values ?? {}).map(([text, value]) => [`values.${text}`, value] as const),
  ]);
}
