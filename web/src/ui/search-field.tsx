import { Field } from './field.tsx';
import { Icon } from './icon.tsx';
import { useFocusWhen } from './use-focus-when.ts';

type SearchFieldProps = {
  label: string;
  placeholder: string;
  value: string;
  /** When it appears because the person has asked for it. */
  takesFocus?: boolean;
  onChange: (value: string) => void;
};

export function SearchField({ label, placeholder, value, takesFocus = false, onChange }: SearchFieldProps) {
  const input = useFocusWhen<HTMLInputElement>(takesFocus);
  return (
    <Field label={label}>
      {(ids) => (
        <span className="gfc-search">
          <Icon name="search" />
          <input
            {...ids}
            ref={input}
            className="gfc-input"
            part="input"
            type="search"
            placeholder={placeholder}
            autoComplete="off"
            spellCheck={false}
            value={value}
            onChange={({ target }) => onChange(target.value)}
          />
        </span>
      )}
    </Field>
  );
}
