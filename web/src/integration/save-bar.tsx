import { hasOwnRows, type Integration } from '@goodfunds/shared';
import { useI18n } from '../i18n/i18n-context.tsx';
import { Button } from '../ui/controls/button.tsx';
import { useAnnounce } from '../ui/feedback/announcer.tsx';
import { ConcurrentEditNotice, ConflictNotice, savedMessage } from './concurrent-edit.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { useIntegration } from './integration-context.tsx';
import type { DraftState } from './use-draft.ts';

type SaveBarProps = {
  integration: Integration;
  draft: DraftState;
  /** Shown even without changes, as the last step of the set-up. */
  isLastStep?: boolean;
  /** Called once the integration is saved and switched on. */
  onSaved?: () => void;
};

/** Saves the changes; at the end of the set-up, it also switches the integration on. */
export function SaveBar({ integration, draft, isLastStep = false, onSaved }: SaveBarProps) {
  const { texts } = useI18n();
  const t = texts.strategy;
  const announce = useAnnounce();
  const enables = isLastStep && !integration.enabled;
  const { requiredMapping } = useIntegration();
  const isMapped = hasOwnRows(requiredMapping, draft.settings.mapping);
  const { conflicts, concurrentEdit, error } = draft;
  const saves = draft.isDirty || enables || error !== null;
  if (!saves && !concurrentEdit) return null;

  const save = async (alsoEnable: boolean) => {
    const saved = await draft.save(alsoEnable);
    if (!saved) return;
    const message = alsoEnable ? t.savedAndEnabled : t.saved;
    announce(savedMessage(texts.integration.meanwhile, message, saved.concurrentEdit));
    if (saved.integration.enabled) onSaved?.();
  };

  return (
    <div className="gfc-stack gfc-save" data-floating={draft.isDirty || concurrentEdit !== null || undefined}>
      {concurrentEdit && <ConcurrentEditNotice edit={concurrentEdit} onClose={draft.closeConcurrentEdit} />}
      {conflicts.length > 0 ? (
        <ConflictNotice
          by={integration.changedBy}
          changed={conflicts.map((part) => t.conflict.parts[part])}
          onKeepMine={draft.keepMine}
          onTakeTheirs={draft.discard}
        />
      ) : (
        error && <FailureNotice error={error} />
      )}
      {saves && (
        <div className="gfc-row gfc-between gfc-save-row">
          <span className="gfc-muted">{!isMapped ? t.noMapping : draft.isDirty ? t.unsaved : ''}</span>
          <span className="gfc-row-actions">
            {draft.isDirty && !enables && (
              <Button variant="quiet" onClick={draft.discard}>
                {t.discard}
              </Button>
            )}
            {enables && draft.isDirty && (
              <Button busy={draft.isSaving} onClick={() => void save(false)}>
                {t.save}
              </Button>
            )}
            <Button
              variant="primary"
              busy={draft.isSaving}
              disabled={enables && !isMapped}
              onClick={() => void save(enables)}
            >
              {draft.isSaving ? texts.common.saving : enables ? t.saveAndEnable : t.save}
            </Button>
          </span>
        </div>
      )}
    </div>
  );
}
