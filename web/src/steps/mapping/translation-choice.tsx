import { useSpeech } from '../../i18n/language-context.tsx';

type TranslationChoiceProps = {
  label: string;
  /** One option's value, or several joined by commas. */
  value: string;
  choices: readonly { value: string; label: string }[];
  multiple: boolean;
  onChange: (value: string) => void;
};

/** The choice that a value means; several boxes where the attribute takes several at once. */
export function TranslationChoice({ label, value, choices, multiple, onChange }: TranslationChoiceProps) {
  const { texts } = useSpeech();
  if (!multiple) {
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
  const chosen = new Set(value.split(',').filter((part) => part !== ''));
  const toggle = (part: string) => {
    const others = [...chosen].filter((known) => known !== part);
    onChange((chosen.has(part) ? others : [...others, part]).join(','));
  };
  return (
    <fieldset className="gfc-boxes" aria-label={label}>
      {choices.map((choice) => (
        <label key={choice.value} className="gfc-checkbox">
          <input type="checkbox" checked={chosen.has(choice.value)} onChange={() => toggle(choice.value)} />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
