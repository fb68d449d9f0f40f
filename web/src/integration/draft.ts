/** What is stored at some version. */
export type Stored<Values> = { version: number; values: Values };

/** Changes that are not saved yet, by part, and the state that they were made on. */
export type Draft<Values> = { base: Stored<Values> | null; changes: Partial<Values> };

/** The parts that can be changed one by one. */
type Parts<Values> = readonly (keyof Values)[];

/** Takes a change in; what equals the stored state again is no change any more. */
export function changeDraft<Values extends object>(
  parts: Parts<Values>,
  draft: Draft<Values>,
  stored: Stored<Values>,
  change: Partial<Values>,
): Draft<Values> {
  const base = draft.base ?? stored;
  const changes = { ...draft.changes, ...change };
  for (const part of parts) if (sameValue(changes[part], base.values[part])) delete changes[part];
  return { base: parts.some((part) => part in changes) ? base : null, changes };
}

export function isDirty(draft: Draft<object>): boolean {
  return draft.base !== null;
}

/**
 * The version to save at. What somebody else stored meanwhile is no matter as long as it is about other parts; a
 * part that both have changed keeps the version that the person has seen, so that the server refuses it.
 */
export function versionToSave<Values extends object>(
  parts: Parts<Values>,
  draft: Draft<Values>,
  latest: Stored<Values>,
): number {
  return contestedParts(parts, draft, latest).length > 0 && draft.base ? draft.base.version : latest.version;
}

/** The parts that both this person and somebody else have changed, to different ends. */
export function contestedParts<Values extends object>(
  parts: Parts<Values>,
  { base, changes }: Draft<Values>,
  { values }: Stored<Values>,
): (keyof Values)[] {
  if (!base) return [];
  return parts.filter(
    (part) =>
      part in changes &&
      !sameValue(base.values[part], values[part]) &&
      !sameValue(changes[part], values[part]),
  );
}

/** The same changes, made on the newest state: saving then means to replace what somebody else stored. */
export function rebaseDraft<Values extends object>(
  parts: Parts<Values>,
  { changes }: Draft<Values>,
  latest: Stored<Values>,
): Draft<Values> {
  return changeDraft(parts, { base: latest, changes }, latest, {});
}

/** Plain JSON, compared without regard to the order of keys and to what is absent. */
function sameValue(a: unknown, b: unknown): boolean {
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
