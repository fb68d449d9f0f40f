import type { Integration, ProviderDescriptor } from '@goodfunds/shared';
import { type SubmitEvent, useRef } from 'react';
import { toPanelError } from '../api/panel-error.ts';
import { useSpeech } from '../i18n/language-context.tsx';
import { useAnnounce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Field } from '../ui/field.tsx';
import { StepSection } from '../ui/section.tsx';
import { BeforeYouStart } from './before-you-start.tsx';
import { CredentialField } from './credential-field.tsx';
import { storedSecret } from './credential-input.ts';
import { TestResult } from './test-result.tsx';
import { useConnectionTest } from './use-connection-test.ts';
import { useCredentialsForm } from './use-credentials-form.ts';
import { useStoreCredentials } from './use-store-credentials.ts';

type CredentialsStepProps = {
  provider: ProviderDescriptor;
  /** `null` for one that is just being set up. */
  integration: Integration | null;
  focusHeading: boolean;
  onCreated: (integration: Integration) => void;
};

/** Four values in, a test that says what is wrong in words, and only then the way on. */
export function CredentialsStep({ provider, integration, focusHeading, onCreated }: CredentialsStepProps) {
  const { texts } = useSpeech();
  const words = texts.credentials;
  const announce = useAnnounce();
  const state = useCredentialsForm(provider, integration);
  const { test, start, cancel } = useConnectionTest();
  const store = useStoreCredentials(provider, integration);
  const result = useRef<HTMLDivElement>(null);

  const isCurrent = test.tested === JSON.stringify(state.testInput);
  const hasPassed = isCurrent && test.status?.status === 'UP';
  const maySave = state.isChanged && (hasPassed || !state.needsTest);

  const runTest = async () => {
    const status = await start(state.testInput);
    if (!status) return;
    announce(status.status === 'UP' ? words.testResult.up : words.testResult.down);
    result.current?.scrollIntoView({ block: 'nearest' });
  };

  const save = async () => {
    const saved = await store.save(state.storeInput).catch(() => null);
    if (!saved) return;
    announce(words.saved);
    if (!integration) onCreated(saved);
    else state.reset(saved);
  };

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const faulty = state.revealProblems();
    if (faulty === null) void (maySave ? save() : runTest());
    else event.currentTarget.querySelector<HTMLElement>(`[name="${CSS.escape(faulty)}"]`)?.focus();
  };

  return (
    <StepSection
      title={words.title(provider.name)}
      intro={integration ? words.introStored : words.intro}
      guide="azure-entra-setup"
      focusHeading={focusHeading}
      level={integration ? 2 : 1}
    >
      {!integration && <BeforeYouStart />}
      <form className="gfc-card gfc-form" part="card" noValidate onSubmit={submit}>
        {state.fields.map((descriptor) => (
          <CredentialField
            key={descriptor.name}
            descriptor={descriptor}
            problem={state.problemOf(descriptor.name)}
            stored={storedSecret(state.stored, descriptor.name)}
            value={state.values[descriptor.name] ?? ''}
            onValue={(value) => state.setValue(descriptor.name, value)}
            onLeave={() => state.leave(descriptor.name)}
          />
        ))}
        <Field label={words.name} help={words.nameHelp} optional>
          {(ids) => (
            <input
              {...ids}
              name="name"
              value={state.name}
              onChange={({ target }) => state.setName(target.value)}
              className="gfc-input"
              part="input"
              autoComplete="off"
              maxLength={200}
              placeholder={provider.name}
            />
          )}
        </Field>
        {store.error && (
          <FailureNotice
            error={toPanelError(store.error)}
            retrying={store.isPending}
            onRetry={() => void save()}
          />
        )}
        <div className="gfc-actions">
          {maySave && (
            <Button type="submit" variant="primary" busy={store.isPending}>
              {integration ? words.saveChanges : words.saveAndContinue}
            </Button>
          )}
          <Button
            type={maySave ? 'button' : 'submit'}
            variant={maySave ? 'secondary' : 'primary'}
            busy={test.phase === 'RUNNING'}
            onClick={maySave ? () => void runTest() : undefined}
          >
            {testLabel()}
          </Button>
          {test.phase === 'RUNNING' && (
            <Button variant="quiet" onClick={cancel}>
              {words.cancelTest}
            </Button>
          )}
          {test.status && !isCurrent && state.needsTest && <p className="gfc-muted">{words.stale}</p>}
        </div>
      </form>
      <div ref={result}>
        <TestResult
          known={provider.checks}
          test={test}
          headingLevel={integration ? 3 : 2}
          onRetry={() => void runTest()}
        />
      </div>
    </StepSection>
  );

  function testLabel(): string {
    if (test.phase === 'RUNNING') return words.testing;
    return test.status ? words.testAgain : words.test;
  }
}
