import type { CrmField } from '@goodfunds/shared';

/** Attributes that were added or removed, or that now accept other values. */
export type FieldChanges = { added: CrmField[]; removed: CrmField[]; changed: CrmField[] };

export function fieldChanges(before: readonly CrmField[], after: readonly CrmField[]): FieldChanges {
  const [old, now] = [byAttribute(before), byAttribute(after)];
  return {
    added: after.filter(({ attribute }) => !old.has(attribute)),
    removed: before.filter(({ attribute }) => !now.has(attribute)),
    changed: after.filter((field) => {
      const known = old.get(field.attribute);
      return known !== undefined && substance(known) !== substance(field);
    }),
  };
}

/** The parts that a mapping depends on; not labels and descriptions. */
function substance(field: CrmField): string {
  return JSON.stringify({ ...field, labels: undefined, label: undefined, description: undefined });
}

function byAttribute(fields: readonly CrmField[]): Map<string, CrmField> {
  return new Map(fields.map((field) => [field.attribute, field]));
}
