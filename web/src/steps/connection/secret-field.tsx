import type { SecretView } from '@goodfunds/shared';
import { type ReactNode, useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.tsx';
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

/** A secret. A stored one shows only its last characters, until the person replaces it. */
export function SecretField(props: SecretFieldProps) {
  const { label, help, error, stored, name, value, onValue, onLeave } = props;
  const { texts } = useI18n();
  const t = texts.credentials;
  const [isReplacing, setIsReplacing] = useState(false);
  const [isShown, setIsShown] = useState(false);
  const input = useFocusWhen<HTMLInputElement>(isReplacing);

  if (stored && !isReplacing && value === '') {
    return (
      <div className="gfc-field">
        <span className="gfc-label">{label}</span>
        <div className="gfc-box gfc-stored-secret">
          <span>
            <span aria-hidden="true">•••••••• {stored.hint}</span>
            <span className="gfc-visually-hidden">{t.secretStored(stored.hint)}</span>
          </span>
          <Button small onClick={() => setIsReplacing(true)}>
            {t.replaceSecret}
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
              type={isShown ? 'text' : 'password'}
              autoComplete="new-password"
              spellCheck={false}
              ref={input}
            />
            <Button variant="quiet" small aria-pressed={isShown} onClick={() => setIsShown(!isShown)}>
              {isShown ? t.hideSecret : t.showSecret}
            </Button>
          </div>
          {stored && (
            <Button
              variant="quiet"
              small
              onClick={() => {
                onValue('');
                setIsReplacing(false);
              }}
            >
              {t.keepSecret}
            </Button>
          )}
        </>
      )}
    </Field>
  );
}
