import { hasOwnRows, type Integration } from '@goodfunds/shared';
import { toPanelError } from '../api/panel-error.ts';
import { useSpeech } from '../i18n/language-context.tsx';
import { useAnnounce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { ConflictNotice } from './conflict-notice.tsx';
import { useIntegration } from './integration-context.tsx';
import { MeanwhileNotice } from './meanwhile-notice.tsx';
import { updatedWords } from './updated-words.ts';
import type { DraftState } from './use-draft.ts';

type SaveBarProps = {
  integration: Integration;
  draft: DraftState;
  /** Shown even without changes, as the last step of the set-up. */
  isLastStep: boolean;
  onSaved: (integration: Integration) => void;
};

/** Saves what was changed; at the end of the set-up, it also switches on. */
export function SaveBar({ integration, draft, isLastStep, onSaved }: SaveBarProps) {
  const { texts } = useSpeech();
  const words = texts.strategy;
  const announce = useAnnounce();
  const enables = isLastStep && !integration.enabled;
  const { requiredMapping } = useIntegration();
  const isMapped = hasOwnRows(requiredMapping, draft.settings.mapping);
  const { contested } = draft;
  const error = draft.error ? toPanelError(draft.error) : null;
  const { meanwhile } = draft;
  const saves = draft.isDirty || enables || error !== null;
  if (!saves && !meanwhile) return null;

  const save = async (alsoEnable: boolean) => {
    const saved = await draft.save(alsoEnable);
    if (!saved) return;
    announce(
      updatedWords(
        texts.integration.meanwhile,
        alsoEnable ? words.savedAndEnabled : words.saved,
        saved.meanwhile,
      ),
    );
    onSaved(saved.integration);
  };

  return (
    <div className="gfc-save" data-floating={draft.isDirty || meanwhile !== null || undefined}>
      {meanwhile && <MeanwhileNotice meanwhile={meanwhile} onClose={draft.closeMeanwhile} />}
      {contested.length > 0 ? (
        <ConflictNotice
          by={integration.changedBy}
          changed={contested.map((part) => words.conflict.parts[part])}
          onKeepMine={draft.keepMine}
          onTakeTheirs={draft.discard}
        />
      ) : (
        error && <FailureNotice error={error} />
      )}
      {saves && (
        <div className="gfc-row gfc-between gfc-save-row">
          <span className="gfc-muted">
            {!isMapped ? words.noMapping : draft.isDirty ? words.unsaved : ''}
          </span>
          <span className="gfc-row-actions">
            {draft.isDirty && !enables && (
              <Button variant="quiet" onClick={draft.discard}>
                {words.discard}
              </Button>
            )}
            {enables && draft.isDirty && (
              <Button busy={draft.isSaving} onClick={() => void save(false)}>
                {words.save}
              </Button>
            )}
            <Button
              variant="primary"
              busy={draft.isSaving}
              disabled={enables && !isMapped}
              onClick={() => void save(enables)}
            >
              {draft.isSaving ? texts.common.saving : enables ? words.saveAndEnable : words.save}
            </Button>
          </span>
        </div>
      )}
    </div>
  );
}
