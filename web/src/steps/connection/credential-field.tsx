import type { SecretView } from '@goodfunds/shared';
import type { ReactNode } from 'react';
import { useSpeech } from '../../i18n/language-context.tsx';
import { Field } from '../../ui/controls/field.tsx';
import { GuideLink } from '../../ui/guide-link.tsx';
import type { CredentialProblem, CredentialField as Descriptor } from './check-credentials.ts';
import { readableId } from './check-list.ts';
import { ExpiryNote } from './expiry-note.tsx';
import { EXPIRY_RANGE, isPlausibleExpiry } from './expiry-range.ts';
import { problemWords } from './problem-words.ts';
import { SecretField } from './secret-field.tsx';
import { SET_UP_GUIDES } from './set-up-guide.ts';

type CredentialFieldProps = {
  provider: string;
  descriptor: Descriptor;
  problem: CredentialProblem | null;
  /** Whether the value is what was made of what the person pasted. */
  corrected: boolean;
  stored: SecretView | null;
  value: string;
  onValue: (value: string) => void;
  onLeave: () => void;
};

/** One value of the credentials form, by the provider's descriptor. */
export function CredentialField(props: CredentialFieldProps) {
  const { provider, descriptor, problem, corrected, stored, value, onValue, onLeave } = props;
  const { texts, language } = useSpeech();
  const { kind, name } = descriptor;
  const words = texts.credentials.fields[name] ?? { label: readableId(name), help: '', placeholder: '' };
  const error = problem && problemWords(texts.credentials, problem);
  const guide = SET_UP_GUIDES[provider];
  const anchor = guide?.anchors[language][name];
  const help: ReactNode = guide && anchor !== undefined && (
    <>
      {words.help}{' '}
      <GuideLink
        guide={guide.guide}
        anchor={anchor}
        label={texts.credentials.findValue}
        about={words.label}
      />
    </>
  );
  const common = { label: words.label, help: help || words.help, error };
  if (kind === 'SECRET') {
    return <SecretField {...common} {...{ stored, name, value, onValue, onLeave }} />;
  }
  return (
    <Field {...common} optional={!descriptor.required} note={note()}>
      {(ids) => (
        <input
          {...ids}
          name={name}
          value={value}
          onChange={({ target }) => onValue(target.value)}
          onBlur={onLeave}
          className={kind === 'DATE' ? 'gfc-input gfc-input-date' : 'gfc-input gfc-mono'}
          part="input"
          type={kind === 'DATE' ? 'date' : 'text'}
          min={kind === 'DATE' ? EXPIRY_RANGE.first : undefined}
          max={kind === 'DATE' ? EXPIRY_RANGE.last : undefined}
          inputMode={kind === 'URL' ? 'url' : undefined}
          placeholder={words.placeholder}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
      )}
    </Field>
  );

  function note(): ReactNode {
    if (kind === 'DATE') return isPlausibleExpiry(value) && <ExpiryNote day={value} />;
    return corrected && texts.credentials.addressCorrected(value);
  }
}
