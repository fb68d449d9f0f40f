import { useSpeech } from '../../i18n/language-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';

/** Offers to take over all that fits at once. */
export function SuggestionsNotice({ count, onAcceptAll }: { count: number; onAcceptAll: () => void }) {
  const { texts } = useSpeech();
  const words = texts.mapping.suggestions;
  return (
    <div className="gfc-row gfc-suggestions">
      <Icon name="sparkle" />
      <div>
        <p className="gfc-strong">{words.title(count)}</p>
        <p className="gfc-muted">{words.text}</p>
      </div>
      <Button variant="primary" onClick={onAcceptAll}>
        {words.acceptAll}
      </Button>
    </div>
  );
}
