import type { Integration, ProviderDescriptor } from '@goodfunds/shared';
import { type SubmitEvent, useRef, useState } from 'react';
import { useSpeech } from '../../i18n/language-context.tsx';
import { useRefreshIntegrations } from '../../integration/use-update-integration.ts';
import { useAnnounce } from '../../ui/feedback/announcer.tsx';
import { StepSection } from '../../ui/section.tsx';
import { BeforeYouStart } from './before-you-start.tsx';
import { ChangeNotice } from './change-notice.tsx';
import { CredentialActions } from './credential-actions.tsx';
import { CredentialFields } from './credential-fields.tsx';
import { SavedNotice } from './saved-notice.tsx';
import { SET_UP_GUIDES } from './set-up-guide.ts';
import { StoreFailure } from './store-failure.tsx';
import { TestResult } from './test-result.tsx';
import { useConnectionTest } from './use-connection-test.ts';
import { useCredentialsForm } from './use-credentials-form.ts';
import { useStoreCredentials } from './use-store-credentials.ts';

type CredentialsStepProps = {
  provider: ProviderDescriptor;
  /** `null` for one that is just being set up. */
  integration: Integration | null;
  focusHeading: boolean;
  onCreated?: (integration: Integration) => void;
};

/** Four values in, a test that says what is wrong in words, and only then the way on. */
export function CredentialsStep({ provider, integration, focusHeading, onCreated }: CredentialsStepProps) {
  const { texts } = useSpeech();
  const words = texts.credentials;
  const announce = useAnnounce();
  const state = useCredentialsForm(provider, integration);
  const { test, start, cancel } = useConnectionTest();
  const store = useStoreCredentials(provider, integration);
  const refresh = useRefreshIntegrations();
  const [isSaved, setIsSaved] = useState(false);
  const result = useRef<HTMLDivElement>(null);

  const isCurrent = test.tested === state.testKey;
  const hasPassed = isCurrent && test.status?.status === 'UP';
  const maySave = state.isChanged && (hasPassed || !state.needsTest);

  const runTest = async () => {
    setIsSaved(false);
    const status = await start(state.testInput, state.testKey);
    if (!status) return;
    announce(status.status === 'UP' ? words.testResult.up : words.testResult.down);
    result.current?.scrollIntoView({ block: 'nearest' });
    // The server remembers how the test of a stored integration went.
    if (!state.needsTest) await refresh();
  };

  const save = async () => {
    const saved = await store.save(state.version, state.storeInput).catch(() => null);
    if (!saved) return;
    // The notice in the live region below announces a change of stored credentials.
    if (!integration) announce(words.saved);
    state.forget();
    cancel();
    setIsSaved(true);
    if (!integration) onCreated?.(saved);
  };

  const discard = () => {
    state.forget();
    store.reset();
    cancel();
  };

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const faulty = state.revealProblems();
    if (faulty === null) void (maySave ? save() : runTest());
    else event.currentTarget.querySelector<HTMLElement>(`[name="${CSS.escape(faulty)}"]`)?.focus();
  };

  const intro = texts.providers[provider.id]?.intro ?? words.intro;
  return (
    <StepSection
      title={words.title(provider.name)}
      intro={integration ? words.introStored : intro}
      guide={SET_UP_GUIDES[provider.id]?.guide}
      focusHeading={focusHeading}
      level={integration ? 2 : 1}
    >
      {!integration && <BeforeYouStart provider={provider.id} />}
      <form className="gfc-card gfc-form" part="card" noValidate onSubmit={submit}>
        <CredentialFields key={state.turn} provider={provider} state={state} />
        <div className="gfc-form-said" aria-live="polite">
          {state.change && <ChangeNotice change={state.change} />}
          {isSaved && integration && !state.isChanged && <SavedNotice enabled={integration.enabled} />}
        </div>
        <StoreFailure
          changedBy={integration?.changedBy ?? null}
          state={state}
          store={store}
          onRetry={() => void save()}
          onDiscard={discard}
        />
        <CredentialActions
          maySave={maySave}
          saveLabel={saveLabel()}
          isSaving={store.isPending}
          test={test}
          onTest={() => void runTest()}
          onCancelTest={cancel}
          onDiscard={integration && state.isChanged ? discard : null}
        />
      </form>
      <div ref={result}>
        <TestResult
          known={provider.checks}
          test={test}
          outdated={!isCurrent}
          headingLevel={integration ? 3 : 2}
          onRetry={() => void runTest()}
        />
      </div>
    </StepSection>
  );

  function saveLabel(): string {
    if (!integration) return words.saveAndContinue;
    return state.change?.kind === 'ENVIRONMENT' ? words.changes.environment.save : words.saveChanges;
  }
}
