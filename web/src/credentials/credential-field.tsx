import type { SecretView } from '@goodfunds/shared';
import { useSpeech } from '../i18n/language-context.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import type { CredentialProblem, CredentialField as Descriptor } from './check-credentials.ts';
import { readableId } from './check-list.ts';
import { problemWords } from './problem-words.ts';
import { SecretField } from './secret-field.tsx';

type CredentialFieldProps = {
  descriptor: Descriptor;
  problem: CredentialProblem | null;
  stored: SecretView | null;
  value: string;
  onValue: (value: string) => void;
  onLeave: () => void;
};

/** One value of the credentials form, by the provider's descriptor. */
export function CredentialField(props: CredentialFieldProps) {
  const { descriptor, problem, stored, value, onValue, onLeave } = props;
  const { texts } = useSpeech();
  const words = texts.credentials.fields[descriptor.name] ?? {
    label: readableId(descriptor.name),
    help: '',
    placeholder: '',
  };
  const error = problem && problemWords(texts.credentials, problem);
  if (descriptor.kind === 'SECRET') {
    return (
      <SecretField
        label={words.label}
        help={words.help}
        error={error}
        stored={stored}
        name={descriptor.name}
        value={value}
        onValue={onValue}
        onLeave={onLeave}
      />
    );
  }
  return (
    <Field
      label={words.label}
      help={words.help}
      error={error}
      optional={!descriptor.required}
      remedy={
        problem?.code === 'URL_TOO_LONG' && (
          <Button small icon="check" onClick={() => onValue(problem.origin)}>
            {texts.credentials.useOrigin}
          </Button>
        )
      }
    >
      {(ids) => (
        <input
          {...ids}
          name={descriptor.name}
          value={value}
          onChange={({ target }) => onValue(target.value)}
          onBlur={onLeave}
          className={descriptor.kind === 'DATE' ? 'gfc-input gfc-input-date' : 'gfc-input gfc-mono'}
          part="input"
          type={descriptor.kind === 'DATE' ? 'date' : 'text'}
          inputMode={descriptor.kind === 'URL' ? 'url' : undefined}
          placeholder={words.placeholder}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
      )}
    </Field>
  );
}
