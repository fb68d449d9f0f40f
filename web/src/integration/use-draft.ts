import type { Integration } from '@goodfunds/shared';
import { changeDraft, conflictingParts, isDirty, rebaseDraft, versionToSave } from './draft.ts';
import { useStoredDraft, withDraft, withoutDraft } from './drafts-context.tsx';
import { draftedSettings, SETTINGS_PARTS, type Settings, storedSettings } from './settings.ts';
import { useUpdateIntegration } from './use-update-integration.ts';

/** The settings on the screen, and how to store or discard their changes. */
export function useDraft(integration: Integration) {
  const { id } = integration;
  const [draft, setDrafts] = useStoredDraft('settings', id);
  const update = useUpdateIntegration(id);
  const stored = storedSettings(integration);
  const discard = () => setDrafts(withoutDraft('settings', id));
  const conflictsWith = (latest: Integration) =>
    conflictingParts(SETTINGS_PARTS, draft, storedSettings(latest));

  const save = async (alsoEnable: boolean) => {
    const saved = await update
      .save(
        {
          version: versionToSave(SETTINGS_PARTS, draft, stored),
          ...draft.changes,
          ...(alsoEnable && { enabled: true }),
        },
        (latest) => conflictsWith(latest).length > 0,
      )
      .catch(() => null);
    if (saved) discard();
    return saved;
  };

  return {
    settings: draftedSettings(draft, integration),
    isDirty: isDirty(draft),
    /** The parts that another person has changed differently. */
    conflicts: conflictsWith(integration),
    change: (change: Partial<Settings>) =>
      setDrafts(withDraft('settings', id, (now) => changeDraft(SETTINGS_PARTS, now, stored, change))),
    discard: () => {
      update.reset();
      discard();
    },
    /** Keeps the input; the next save overwrites the other person's change. */
    keepMine: () => {
      update.reset();
      setDrafts(withDraft('settings', id, (now) => rebaseDraft(SETTINGS_PARTS, now, stored)));
    },
    save,
    isSaving: update.isPending,
    error: update.error,
    /** Another person's change before the last save, until the next edit. */
    concurrentEdit: isDirty(draft) ? null : update.concurrentEdit,
    closeConcurrentEdit: update.reset,
  };
}

export type DraftState = ReturnType<typeof useDraft>;
