import type { Integration } from '@goodfunds/shared';
import { changeDraft, contestedParts, isDirty, rebaseDraft, versionToSave } from './draft.ts';
import { useStoredDraft } from './drafts-context.tsx';
import { draftedSettings, SETTINGS_PARTS, type Settings, storedSettings } from './settings.ts';
import { useUpdateIntegration } from './use-update-integration.ts';

/** The settings on the screen, over those that are stored, and the ways to store or drop them. */
export function useDraft(integration: Integration) {
  const [draft, setDraft] = useStoredDraft('settings', integration.id);
  const update = useUpdateIntegration(integration.id);
  const stored = storedSettings(integration);
  const drop = () => setDraft(() => ({ base: null, changes: {} }));

  const contestedBy = (latest: Integration) => contestedParts(SETTINGS_PARTS, draft, storedSettings(latest));

  const save = async (alsoEnable: boolean) => {
    const saved = await update
      .save(
        {
          version: versionToSave(SETTINGS_PARTS, draft, stored),
          ...draft.changes,
          ...(alsoEnable && { enabled: true }),
        },
        (latest) => contestedBy(latest).length > 0,
      )
      .catch(() => null);
    if (saved) drop();
    return saved;
  };

  return {
    settings: draftedSettings(draft, integration),
    isDirty: isDirty(draft),
    /** What somebody else has changed meanwhile, to another end than this person. */
    contested: contestedBy(integration),
    change: (change: Partial<Settings>) =>
      setDraft((now) => changeDraft(SETTINGS_PARTS, now, stored, change)),
    discard: () => {
      update.reset();
      drop();
    },
    /** Keeps what was typed, and lets the next save replace what somebody else stored. */
    keepMine: () => {
      update.reset();
      setDraft((now) => rebaseDraft(SETTINGS_PARTS, now, stored));
    },
    save,
    isSaving: update.isPending,
    error: update.error,
    /** What the last save was stored on top of, until the next change. */
    meanwhile: isDirty(draft) ? null : update.meanwhile,
    closeMeanwhile: update.reset,
  };
}

export type DraftState = ReturnType<typeof useDraft>;
