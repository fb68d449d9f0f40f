import { useSpeech } from '../../i18n/language-context.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { Suggestion } from './mapping-rows.ts';
import { RowRemarks } from './row-remarks.tsx';

type SuggestionRowProps = {
  fieldLabel: string;
  suggestion: Suggestion;
  onAccept: () => void;
  onOther: () => void;
};

/** What we would map, and why we think so. */
export function SuggestionRow({ fieldLabel, suggestion, onAccept, onOther }: SuggestionRowProps) {
  const { texts } = useSpeech();
  const { labels } = useIntegration();
  const words = texts.mapping;
  const { attribute, reason } = suggestion.row;
  const label = labels.get(attribute) ?? attribute;
  return (
    <div className="gfc-target gfc-suggestion">
      <div className="gfc-target-name">
        <span>
          {label} {label !== attribute && <code>{attribute}</code>}
        </span>
        <span className="gfc-suggestion-reason">
          <Icon name="sparkle" />
          {words.suggestions.label}: {words.suggestionReasons[reason]}
        </span>
        <RowRemarks target={{ problem: null, risks: suggestion.risks }} />
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
