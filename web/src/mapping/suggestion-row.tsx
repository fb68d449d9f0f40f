import type { SuggestedRow } from '@goodfunds/shared';
import { useSpeech } from '../i18n/language-context.tsx';
import { useIntegration } from '../integration/integration-context.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

type SuggestionRowProps = {
  fieldLabel: string;
  suggestion: SuggestedRow;
  onAccept: () => void;
  onOther: () => void;
};

/** What we would map, and why we think so. */
export function SuggestionRow({ fieldLabel, suggestion, onAccept, onOther }: SuggestionRowProps) {
  const { texts } = useSpeech();
  const { labels } = useIntegration();
  const words = texts.mapping;
  const label = labels.get(suggestion.attribute) ?? suggestion.attribute;
  return (
    <div className="gfc-target gfc-suggestion">
      <div className="gfc-target-name">
        <span>
          {label} {label !== suggestion.attribute && <code>{suggestion.attribute}</code>}
        </span>
        <span className="gfc-suggestion-reason">
          <Icon name="sparkle" />
          {words.suggestions.label}: {words.suggestionReasons[suggestion.reason]}
        </span>
      </div>
      <span className="gfc-row-actions">
        <Button small onClick={onAccept} aria-label={words.suggestions.acceptOne(fieldLabel, label)}>
          {words.suggestions.accept}
        </Button>
        <Button small variant="quiet" onClick={onOther} aria-label={words.suggestions.changeOne(fieldLabel)}>
          {texts.common.change}
        </Button>
      </span>
    </div>
  );
}
