import type { Integration, Mapping } from '@goodfunds/shared';

/** What can be changed after the credentials, and is saved together. */
export type Settings = Pick<Integration, 'mapping' | 'strategy' | 'onAmbiguousMatch' | 'onDeletedInCrm'>;
export type SettingsPart = keyof Settings;

const PARTS: readonly SettingsPart[] = ['mapping', 'strategy', 'onAmbiguousMatch', 'onDeletedInCrm'];

/** Changes that are not saved yet, and the state of the integration that they were made on. */
export type Draft = { base: (Settings & { version: number }) | null; changes: Partial<Settings> };

export const EMPTY_DRAFT: Draft = { base: null, changes: {} };

/** Takes a change in; what equals the stored state again is no change any more. */
export function changeDraft(draft: Draft, integration: Integration, change: Partial<Settings>): Draft {
  const base = draft.base ?? integration;
  const changes = { ...draft.changes, ...change };
  const kept = PARTS.filter((part) => part in changes && !sameValue(changes[part], base[part]));
  if (kept.length === 0) return EMPTY_DRAFT;
  return { base: pickBase(base), changes: pick(changes, kept) };
}

/** The settings as they stand on the screen. */
export function draftedSettings(draft: Draft, integration: Integration): Settings {
  const { mapping, strategy, onAmbiguousMatch, onDeletedInCrm } = { ...integration, ...draft.changes };
  return { mapping, strategy, onAmbiguousMatch, onDeletedInCrm };
}

export function isDirty(draft: Draft): boolean {
  return draft.base !== null;
}

/**
 * The version to save at. What somebody else stored meanwhile is no matter as long as it is about other parts; a
 * part that both have changed keeps the version that the person has seen, so that the server refuses it.
 */
export function versionToSave(draft: Draft, integration: Integration): number {
  return contestedParts(draft, integration).length > 0 && draft.base
    ? draft.base.version
    : integration.version;
}

/** The parts that both this person and somebody else have changed, to different ends. */
export function contestedParts(draft: Draft, latest: Integration): SettingsPart[] {
  const { base, changes } = draft;
  if (!base) return [];
  return PARTS.filter(
    (part) =>
      part in changes && !sameValue(base[part], latest[part]) && !sameValue(changes[part], latest[part]),
  );
}

/** The same changes, made on the newest state: saving then means to replace what somebody else stored. */
export function rebaseDraft(draft: Draft, latest: Integration): Draft {
  return changeDraft({ base: pickBase(latest), changes: {} }, latest, draft.changes);
}

export function withRow(mapping: Mapping, attribute: string, row: Mapping[string] | null): Mapping {
  const { [attribute]: _replaced, ...others } = mapping;
  return row === null ? others : { ...mapping, [attribute]: row };
}

function pickBase(from: Settings & { version: number }): Settings & { version: number } {
  const { version, mapping, strategy, onAmbiguousMatch, onDeletedInCrm } = from;
  return { version, mapping, strategy, onAmbiguousMatch, onDeletedInCrm };
}

function pick(changes: Partial<Settings>, parts: readonly SettingsPart[]): Partial<Settings> {
  return Object.fromEntries(parts.map((part) => [part, changes[part]]));
}

/** Plain JSON, compared without regard to the order of keys and to what is absent. */
function sameValue(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
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
