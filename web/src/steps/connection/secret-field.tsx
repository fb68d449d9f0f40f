import type { SecretView } from '@goodfunds/shared';
import { type ReactNode, useState } from 'react';
import { useSpeech } from '../../i18n/language-context.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { Field } from '../../ui/controls/field.tsx';
import { useFocusWhen } from '../../ui/hooks/focus.ts';

type SecretFieldProps = {
  label: string;
  help: ReactNode;
  error: string | null;
  stored: SecretView | null;
  name: string;
  value: string;
  onValue: (value: string) => void;
  onLeave: () => void;
};

/** A value that is written and never read: a stored one is only hinted at, until the person wants a new one. */
export function SecretField(props: SecretFieldProps) {
  const { label, help, error, stored, name, value, onValue, onLeave } = props;
  const { texts } = useSpeech();
  const words = texts.credentials;
  const [asked, setAsked] = useState(false);
  const [shown, setShown] = useState(false);
  const input = useFocusWhen<HTMLInputElement>(asked);

  if (stored && !asked && value === '') {
    return (
      <div className="gfc-field">
        <span className="gfc-label">{label}</span>
        <div className="gfc-stored-secret">
          <span>
            <span aria-hidden="true">•••••••• {stored.hint}</span>
            <span className="gfc-visually-hidden">{words.secretStored(stored.hint)}</span>
          </span>
          <Button small onClick={() => setAsked(true)}>
            {words.replaceSecret}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <Field label={label} help={help} error={error}>
      {(ids) => (
        <>
          <div className="gfc-secret">
            <input
              {...ids}
              name={name}
              value={value}
              onChange={({ target }) => onValue(target.value)}
              onBlur={onLeave}
              className="gfc-input gfc-mono"
              part="input"
              type={shown ? 'text' : 'password'}
              autoComplete="new-password"
              spellCheck={false}
              ref={input}
            />
            <Button variant="quiet" small aria-pressed={shown} onClick={() => setShown(!shown)}>
              {shown ? words.hideSecret : words.showSecret}
            </Button>
          </div>
          {stored && (
            <Button
              variant="quiet"
              small
              onClick={() => {
                onValue('');
                setAsked(false);
              }}
            >
              {words.keepSecret}
            </Button>
          )}
        </>
      )}
    </Field>
  );
}
