/** The values stored at a version. */
export type Stored<Values> = { version: number; values: Values };

/** Unsaved changes by part, and the stored state that they were made on. */
export type Draft<Values> = { base: Stored<Values> | null; changes: Partial<Values> };

/** The parts that are changed, and conflict, independently. */
type Parts<Values> = readonly (keyof Values)[];

/** Adds a change; a part that equals the stored state again is no longer a change. */
export function changeDraft<Values extends object>(
  parts: Parts<Values>,
  draft: Draft<Values>,
  stored: Stored<Values>,
  change: Partial<Values>,
): Draft<Values> {
  const base = draft.base ?? stored;
  const changes = { ...draft.changes, ...change };
  for (const part of parts) if (isEqual(changes[part], base.values[part])) delete changes[part];
  return { base: parts.some((part) => part in changes) ? base : null, changes };
}

export function isDirty(draft: Draft<object>): boolean {
  return draft.base !== null;
}

/** The version to save at: the latest, or on a conflict the one the person saw, which the server then refuses. */
export function versionToSave<Values extends object>(
  parts: Parts<Values>,
  draft: Draft<Values>,
  latest: Stored<Values>,
): number {
  return conflictingParts(parts, draft, latest).length > 0 && draft.base
    ? draft.base.version
    : latest.version;
}

/** The parts that this person and another one have changed differently. */
export function conflictingParts<Values extends object>(
  parts: Parts<Values>,
  { base, changes }: Draft<Values>,
  { values }: Stored<Values>,
): (keyof Values)[] {
  if (!base) return [];
  return parts.filter(
    (part) =>
      part in changes && !isEqual(base.values[part], values[part]) && !isEqual(changes[part], values[part]),
  );
}

/** The same changes on the latest state; saving them overwrites the other person's change. */
export function rebaseDraft<Values extends object>(
  parts: Parts<Values>,
  { changes }: Draft<Values>,
  latest: Stored<Values>,
): Draft<Values> {
  return changeDraft(parts, { base: latest, changes }, latest, {});
}

/** Compares plain JSON; the order of keys does not matter, and `null` means absent. */
export function isEqual(a: unknown, b: unknown): boolean {
  return canonical(a ?? null) === canonical(b ?? null);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) =>
    typeof entry === 'object' && entry !== null && !Array.isArray(entry)
      ? Object.fromEntries(
          Object.entries(entry)
            .filter(([, inner]) => inner !== null && inner !== undefined)
            .sort(([left], [right]) => (left < right ? -1 : 1)),
        )
      : entry,
  );
}
