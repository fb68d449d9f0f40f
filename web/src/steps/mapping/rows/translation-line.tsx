import { useId } from 'react';
import { useI18n } from '../../../i18n/i18n-context.tsx';
import { useIntegration } from '../../../integration/integration-context.tsx';
import { useFocusWhen } from '../../../ui/hooks/focus.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { TranslationChoice, TranslationLine, TranslationProblem } from '../model/value-translation.ts';

type TranslationLineRowProps = {
  line: TranslationLine;
  /** `null` for a text. */
  choices: readonly TranslationChoice[] | null;
  multiple: boolean;
  problem: TranslationProblem | null;
  takesFocus: boolean;
  onChange: (line: TranslationLine) => void;
  onRemove: () => void;
};

export function TranslationLineRow(props: TranslationLineRowProps) {
  const { line, choices, multiple, problem, takesFocus, onChange, onRemove } = props;
  const t = useI18n().texts.mapping.values;
  const { crm } = useIntegration();
  const id = useId();
  const input = useFocusWhen<HTMLInputElement>(takesFocus);
  const messages = { MISSING: t.missing, DUPLICATE: t.duplicate, GONE: t.gone };
  const ChoiceInput = multiple ? ChoiceBoxes : ChoiceSelect;
  const toTitle = choices ? t.to(crm) : t.toText(crm);
  const toLabel = line.from === '' ? toTitle : `${line.from}: ${toTitle}`;
  return (
    <div className="gfc-translation-line">
      <input
        className="gfc-input"
        part="input"
        aria-label={t.from}
        aria-describedby={problem ? id : undefined}
        aria-invalid={problem !== null}
        value={line.from}
        ref={input}
        onChange={({ target }) => onChange({ ...line, from: target.value })}
      />
      <Icon name="arrow" />
      {choices ? (
        <ChoiceInput
          label={toLabel}
          value={line.to}
          choices={choices}
          onChange={(to) => onChange({ ...line, to })}
        />
      ) : (
        <input
          className="gfc-input"
          part="input"
          aria-label={toLabel}
          value={line.to}
          onChange={({ target }) => onChange({ ...line, to: target.value })}
        />
      )}
      <button type="button" className="gfc-icon-button" aria-label={t.remove(line.from)} onClick={onRemove}>
        <Icon name="close" />
      </button>
      {problem && (
        <p className="gfc-danger-text gfc-small gfc-field-message" id={id}>
          <Icon name="warning" />
          {messages[problem]}
        </p>
      )}
    </div>
  );
}

type ChoiceInputProps = {
  label: string;
  value: string;
  choices: readonly TranslationChoice[];
  onChange: (value: string) => void;
};

function ChoiceSelect({ label, value, choices, onChange }: ChoiceInputProps) {
  const { texts } = useI18n();
  return (
    <select
      className="gfc-input gfc-select"
      part="input"
      aria-label={label}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    >
      <option value="">{texts.mapping.values.choose}</option>
      {value !== '' && !choices.some((choice) => choice.value === value) && (
        <option value={value}>{texts.mapping.values.gone}</option>
      )}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

/** For attributes that hold several options; the value joins them by commas. */
function ChoiceBoxes({ label, value, choices, onChange }: ChoiceInputProps) {
  const chosen = new Set(value.split(',').filter((part) => part !== ''));
  const toggle = (part: string) => {
    const others = [...chosen].filter((known) => known !== part);
    onChange((chosen.has(part) ? others : [...others, part]).join(','));
  };
  return (
    <fieldset className="gfc-box gfc-boxes" aria-label={label}>
      {choices.map((choice) => (
        <label key={choice.value} className="gfc-checkbox">
          <input type="checkbox" checked={chosen.has(choice.value)} onChange={() => toggle(choice.value)} />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
