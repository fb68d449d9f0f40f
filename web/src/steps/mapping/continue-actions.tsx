import { useSpeech } from '../../i18n/language-context.tsx';
import { Button } from '../../ui/button.tsx';

type ContinueActionsProps = {
  /** How many suggestions are still open, as far as that matters now. */
  suggestions: number;
  /** Whether anything is mapped but what always is. */
  isMapped: boolean;
  onAcceptAndContinue: () => void;
  onContinue: () => void;
};

/** The way on. What is still open is said, so that nobody wonders later where it has gone. */
export function ContinueActions(props: ContinueActionsProps) {
  const { suggestions, isMapped, onAcceptAndContinue, onContinue } = props;
  const { texts } = useSpeech();
  const words = texts.mapping;
  if (suggestions > 0) {
    return (
      <div className="gfc-stack">
        <p className="gfc-muted">{words.suggestions.open(suggestions)}</p>
        <div className="gfc-actions">
          <Button variant="primary" onClick={onAcceptAndContinue}>
            {words.suggestions.acceptAndContinue}
          </Button>
          {isMapped && <Button onClick={onContinue}>{words.suggestions.continueWithout}</Button>}
        </div>
      </div>
    );
  }
  return (
    <div className="gfc-stack">
      {!isMapped && <p className="gfc-muted">{words.needsRow}</p>}
      <div className="gfc-actions">
        <Button variant="primary" disabled={!isMapped} onClick={onContinue}>
          {words.continue}
        </Button>
      </div>
    </div>
  );
}
