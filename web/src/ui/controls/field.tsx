import { type ReactNode, useId } from 'react';
import { useI18n } from '../../i18n/i18n-context.tsx';
import { useFocusWhen } from '../hooks/focus.ts';
import { Icon } from '../icon.tsx';

type FieldIds = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean };

type FieldProps = {
  label: string;
  help?: ReactNode;
  error?: string | null | undefined;
  optional?: boolean;
  note?: ReactNode;
  children: (ids: FieldIds) => ReactNode;
};

export function Field({ label, help, error, optional = false, note, children }: FieldProps) {
  const { texts } = useI18n();
  const id = useId();
  const describedBy = [note && `${id}-note`, help && `${id}-help`, error && `${id}-error`]
    .filter(Boolean)
    .join(' ');
  return (
    <div className="gfc-field">
      <label className="gfc-label" htmlFor={id}>
        {label}
        {optional && <span className="gfc-optional"> · {texts.common.optional}</span>}
      </label>
      {children({ id, 'aria-describedby': describedBy || undefined, 'aria-invalid': Boolean(error) })}
      {error && (
        <p className="gfc-danger-text gfc-small gfc-field-message" id={`${id}-error`}>
          <Icon name="warning" />
          {error}
        </p>
      )}
      {note && (
        <p className="gfc-small gfc-field-note" id={`${id}-note`}>
          {note}
        </p>
      )}
      {help && (
        <p className="gfc-muted gfc-small" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}

type SearchFieldProps = {
  label: string;
  placeholder: string;
  value: string;
  /** When it appears because the person opened it. */
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
