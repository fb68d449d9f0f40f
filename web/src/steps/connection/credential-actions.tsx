import { useSpeech } from '../../i18n/language-context.tsx';
import { Button } from '../../ui/controls/button.tsx';
import type { ConnectionTest } from './use-connection-test.ts';

type CredentialActionsProps = {
  /** Whether what stands in the form may be stored; else it has to be tested first. */
  maySave: boolean;
  saveLabel: string;
  isSaving: boolean;
  test: ConnectionTest;
  onTest: () => void;
  onCancelTest: () => void;
  /** `null` where there is nothing to go back to. */
  onDiscard: (() => void) | null;
};

/** What can be done with the values in the form; what comes next is what the form submits. */
export function CredentialActions(props: CredentialActionsProps) {
  const { maySave, saveLabel, isSaving, test, onTest, onCancelTest, onDiscard } = props;
  const words = useSpeech().texts.credentials;
  const isRunning = test.phase === 'RUNNING';
  return (
    <div className="gfc-actions">
      {maySave && (
        <Button type="submit" variant="primary" busy={isSaving}>
          {saveLabel}
        </Button>
      )}
      <Button
        type={maySave ? 'button' : 'submit'}
        variant={maySave ? 'secondary' : 'primary'}
        busy={isRunning}
        onClick={maySave ? onTest : undefined}
      >
        {isRunning ? words.testing : test.status ? words.testAgain : words.test}
      </Button>
      {isRunning && (
        <Button variant="quiet" onClick={onCancelTest}>
          {words.cancelTest}
        </Button>
      )}
      {onDiscard && !isRunning && (
        <Button variant="quiet" onClick={onDiscard}>
          {words.discard}
        </Button>
      )}
    </div>
  );
}
