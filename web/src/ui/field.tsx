import { type ReactNode, useId } from 'react';
import { useSpeech } from '../i18n/language-context.tsx';
import { Icon } from './icon.tsx';

/** What an input needs so that its label, help and error belong to it. */
type FieldIds = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean };

type FieldProps = {
  label: string;
  help?: ReactNode;
  error?: string | null | undefined;
  optional?: boolean;
  /** What is to be said about the value that stands there. */
  note?: ReactNode;
  children: (ids: FieldIds) => ReactNode;
};

export function Field({ label, help, error, optional = false, note, children }: FieldProps) {
  const { texts } = useSpeech();
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
        <p className="gfc-field-error" id={`${id}-error`}>
          <Icon name="warning" />
          {error}
        </p>
      )}
      {note && (
        <p className="gfc-field-note" id={`${id}-note`}>
          {note}
        </p>
      )}
      {help && (
        <p className="gfc-hint" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}
