import { useId } from 'react';
import { useSpeech } from '../../i18n/language-context.tsx';

type InversionChoiceProps = {
  choices: readonly { value: string; label: string }[];
  checked: boolean;
  onChange: (checked: boolean) => void;
};

/** For attributes that ask the opposite, such as “do not send mail” where GoodFunds knows “newsletter”. */
export function InversionChoice({ choices, checked, onChange }: InversionChoiceProps) {
  const { texts } = useSpeech();
  const words = texts.mapping.values;
  const id = useId();
  const label = (value: string) => choices.find((choice) => choice.value === value)?.label ?? value;
  return (
    <div>
      <label className="gfc-checkbox">
        <input
          type="checkbox"
          checked={checked}
          aria-describedby={id}
          onChange={({ target }) => onChange(target.checked)}
        />
        {words.inverted}
      </label>
      <p className="gfc-muted gfc-small" id={id}>
        {words.invertedHint(label('true'), label('false'))}
      </p>
    </div>
  );
}
