import type { ProviderDescriptor } from '@goodfunds/shared';
import { useSpeech } from '../../i18n/language-context.tsx';
import { Field } from '../../ui/controls/field.tsx';
import { useAfterPress } from '../../ui/controls/press.ts';
import { useAnnounce } from '../../ui/feedback/announcer.tsx';
import { useLatest } from '../../ui/hooks/use-latest.ts';
import { NAME } from './credential-draft.ts';
import { CredentialField } from './credential-field.tsx';
import { storedSecret } from './credential-input.ts';
import type { CredentialsForm } from './use-credentials-form.ts';

type CredentialFieldsProps = { provider: ProviderDescriptor; state: CredentialsForm };

/** The values that the provider asks for, and the name that the person gives to the connection. */
export function CredentialFields({ provider, state }: CredentialFieldsProps) {
  const { texts } = useSpeech();
  const words = texts.credentials;
  const announce = useAnnounce();
  const afterPress = useAfterPress();
  const latest = useLatest(state);
  const leave = (name: string) =>
    afterPress(() => {
      const address = latest.current.leave(name);
      if (address !== null) announce(words.addressCorrected(address));
    });
  return (
    <>
      {state.fields.map((descriptor) => (
        <CredentialField
          key={descriptor.name}
          provider={provider.id}
          descriptor={descriptor}
          problem={state.problemOf(descriptor.name)}
          corrected={state.isCorrected(descriptor.name)}
          stored={storedSecret(state.stored, descriptor.name)}
          value={state.values[descriptor.name] ?? ''}
          onValue={(value) => state.setValue(descriptor.name, value)}
          onLeave={() => leave(descriptor.name)}
        />
      ))}
      <Field label={words.name} help={words.nameHelp} optional>
        {(ids) => (
          <input
            {...ids}
            name={NAME}
            value={state.values[NAME] ?? ''}
            onChange={({ target }) => state.setValue(NAME, target.value)}
            onBlur={() => leave(NAME)}
            className="gfc-input"
            part="input"
            autoComplete="off"
            maxLength={200}
            placeholder={provider.name}
          />
        )}
      </Field>
    </>
  );
}
