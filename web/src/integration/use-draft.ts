import type { Integration } from '@goodfunds/shared';
import {
  changeDraft,
  draftedSettings,
  EMPTY_DRAFT,
  isDirty,
  rebaseDraft,
  type Settings,
  versionToSave,
} from './draft.ts';
import { useStoredDraft } from './drafts-context.tsx';
import { useUpdateIntegration } from './use-update-integration.ts';

/** The settings on the screen, over those that are stored, and the ways to store or drop them. */
export function useDraft(integration: Integration) {
  const [draft, setDraft] = useStoredDraft(integration.id);
  const update = useUpdateIntegration(integration.id);

  const save = async (alsoEnable: boolean): Promise<Integration | null> => {
    const saved = await update
      .save({
        version: versionToSave(draft, integration),
        ...draft.changes,
        ...(alsoEnable && { enabled: true }),
      })
      .catch(() => null);
    if (saved) setDraft(() => EMPTY_DRAFT);
    return saved;
  };

  return {
    draft,
    settings: draftedSettings(draft, integration),
    isDirty: isDirty(draft),
    change: (change: Partial<Settings>) => setDraft((now) => changeDraft(now, integration, change)),
    discard: () => {
      update.reset();
      setDraft(() => EMPTY_DRAFT);
    },
    /** Keeps what was typed, and lets the next save replace what somebody else stored. */
    keepMine: () => {
      update.reset();
      setDraft((now) => rebaseDraft(now, integration));
    },
    save,
    isSaving: update.isPending,
    error: update.error,
  };
}

export type DraftState = ReturnType<typeof useDraft>;
