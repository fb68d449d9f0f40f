import { useI18n } from '../../i18n/i18n-context.tsx';
import { Button } from '../../ui/controls/button.tsx';
import type { ConnectionTest } from './use-connection-test.ts';

type CredentialActionsProps = {
  /** Whether the input can be stored; otherwise it must be tested first. */
  canSave: boolean;
  saveLabel: string;
  isSaving: boolean;
  test: ConnectionTest;
  onTest: () => void;
  onCancelTest: () => void;
  /** `null` where there is nothing to discard. */
  onDiscard: (() => void) | null;
};

/** The form's buttons; the next step in the flow is the submit button. */
export function CredentialActions(props: CredentialActionsProps) {
  const { canSave, saveLabel, isSaving, test, onTest, onCancelTest, onDiscard } = props;
  const t = useI18n().texts.credentials;
  const { isRunning } = test;
  return (
    <div className="gfc-actions">
      {canSave && (
        <Button type="submit" variant="primary" busy={isSaving}>
          {saveLabel}
        </Button>
      )}
      <Button
        type={canSave ? 'button' : 'submit'}
        variant={canSave ? 'secondary' : 'primary'}
        busy={isRunning}
        onClick={canSave ? onTest : undefined}
      >
        {isRunning ? t.testing : test.status ? t.testAgain : t.test}
      </Button>
      {isRunning && (
        <Button variant="quiet" onClick={onCancelTest}>
          {t.cancelTest}
        </Button>
      )}
      {onDiscard && !isRunning && (
        <Button variant="quiet" onClick={onDiscard}>
          {t.discard}
        </Button>
      )}
    </div>
  );
}
