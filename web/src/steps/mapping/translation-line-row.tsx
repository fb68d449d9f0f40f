import { useId } from 'react';
import { useSpeech } from '../../i18n/language-context.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useFocusWhen } from '../../ui/use-focus-when.ts';
import { TranslationChoice } from './translation-choice.tsx';
import type { TranslationLine, TranslationProblem } from './value-translation.ts';

type TranslationLineRowProps = {
  line: TranslationLine;
  choices: readonly { value: string; label: string }[];
  multiple: boolean;
  problem: TranslationProblem | null;
  takesFocus: boolean;
  onChange: (line: TranslationLine) => void;
  onRemove: () => void;
};

export function TranslationLineRow(props: TranslationLineRowProps) {
  const { line, choices, multiple, problem, takesFocus, onChange, onRemove } = props;
  const { texts } = useSpeech();
  const { crm } = useIntegration();
  const words = texts.mapping.values;
  const id = useId();
  const input = useFocusWhen<HTMLInputElement>(takesFocus);
  const messages = { MISSING: words.missing, DUPLICATE: words.duplicate, GONE: words.gone };
  return (
    <div className="gfc-translation-line">
      <input
        className="gfc-input"
        part="input"
        aria-label={words.from}
        aria-describedby={problem ? id : undefined}
        aria-invalid={problem !== null}
        value={line.from}
        ref={input}
        onChange={({ target }) => onChange({ ...line, from: target.value })}
      />
      <Icon name="arrow" />
      <TranslationChoice
        label={line.from === '' ? words.to(crm) : `${line.from}: ${words.to(crm)}`}
        value={line.to}
        choices={choices}
        multiple={multiple}
        onChange={(to) => onChange({ ...line, to })}
      />
      <button
        type="button"
        className="gfc-icon-button"
        aria-label={words.remove(line.from)}
        onClick={onRemove}
      >
        <Icon name="close" />
      </button>
      {problem && (
        <p className="gfc-field-error" id={id}>
          <Icon name="warning" />
          {messages[problem]}
        </p>
      )}
    </div>
  );
}
