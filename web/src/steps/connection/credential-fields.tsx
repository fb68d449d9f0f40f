import { ownProperty, type ProviderDescriptor } from '@goodfunds/shared';
import { type ReactNode, useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.tsx';
import { secretExpiry } from '../../integration/secret-expiry.ts';
import { SET_UP_GUIDES } from '../../providers/set-up-guides.ts';
import { Field } from '../../ui/controls/field.tsx';
import { useAfterPress } from '../../ui/controls/press.ts';
import { useAnnounce } from '../../ui/feedback/announcer.tsx';
import { GuideLink } from '../../ui/guide-link.tsx';
import { useLatest } from '../../ui/hooks/use-latest.ts';
import { type CredentialField as Descriptor, EXPIRY_RANGE, isPlausibleExpiry } from './check-credentials.ts';
import { NAME } from './credential-draft.ts';
import { storedSecret } from './credential-input.ts';
import { SecretField } from './secret-field.tsx';
import { readableId } from './test-result.tsx';
import type { CredentialsForm } from './use-credentials-form.ts';

type CredentialFieldsProps = { provider: ProviderDescriptor; form: CredentialsForm };

/** The provider's fields and the name of the connection. */
export function CredentialFields({ provider, form }: CredentialFieldsProps) {
  const { texts } = useI18n();
  const t = texts.credentials;
  const announce = useAnnounce();
  const afterPress = useAfterPress();
  const latest = useLatest(form);
  const leave = (name: string) =>
    afterPress(() => {
      const address = latest.current.leave(name);
      if (address !== null) announce(t.addressCorrected(address));
    });
  return (
    <>
      {form.fields.map((descriptor) => (
        <CredentialField
          key={descriptor.name}
          provider={provider}
          descriptor={descriptor}
          form={form}
          onLeave={() => leave(descriptor.name)}
        />
      ))}
      <Field label={t.name} help={t.nameHelp} optional>
        {(ids) => (
          <input
            {...ids}
            name={NAME}
            value={form.values[NAME] ?? ''}
            onChange={({ target }) => form.setValue(NAME, target.value)}
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

type CredentialFieldProps = CredentialFieldsProps & { descriptor: Descriptor; onLeave: () => void };

/** One field of the form, as the provider's descriptor defines it. */
function CredentialField({ provider, descriptor, form, onLeave }: CredentialFieldProps) {
  const { texts, language } = useI18n();
  const { kind, name } = descriptor;
  const t = ownProperty(texts.credentials.fields, name) ?? {
    label: readableId(name),
    help: '',
    placeholder: '',
  };
  const problem = form.problemOf(name);
  const error = problem && texts.credentials[problem];
  const value = form.values[name] ?? '';
  const onValue = (next: string) => form.setValue(name, next);
  const guide = ownProperty(SET_UP_GUIDES, provider.id);
  const anchor = guide && ownProperty(guide.anchors[language], name);
  const help: ReactNode = guide && anchor !== undefined && (
    <>
      {t.help}{' '}
      <GuideLink guide={guide.guide} anchor={anchor} label={texts.credentials.findValue} about={t.label} />
    </>
  );
  const common = { label: t.label, help: help || t.help, error };
  if (kind === 'SECRET') {
    return (
      <SecretField
        {...common}
        {...{ name, value, onValue, onLeave }}
        stored={storedSecret(form.stored, name)}
      />
    );
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
          placeholder={t.placeholder}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
      )}
    </Field>
  );

  function note(): ReactNode {
    if (kind === 'DATE') return isPlausibleExpiry(value) && <ExpiryNote day={value} />;
    return form.isCorrected(name) && texts.credentials.addressCorrected(value);
  }
}

/** The date in the panel's language, since browsers format it differently, and how far away it is. */
function ExpiryNote({ day }: { day: string }) {
  const { texts, format } = useI18n();
  const [now] = useState(() => new Date());
  if (Number.isNaN(Date.parse(day))) return null;
  const { phase, daysLeft } = secretExpiry(day, now);
  return (
    <span className={phase === 'LATER' ? undefined : 'gfc-warning-text'}>
      {texts.credentials.expiry[phase](format.day(day), format.daysAway(daysLeft))}
    </span>
  );
}
