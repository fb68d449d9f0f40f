import { type Integration, ownProperty, type ProviderDescriptor } from '@goodfunds/shared';
import { type SubmitEvent, useRef } from 'react';
import { useI18n } from '../../i18n/i18n-context.tsx';
import { ConcurrentEditNotice } from '../../integration/concurrent-edit.tsx';
import { useRefreshIntegrations } from '../../integration/use-update-integration.ts';
import { SET_UP_GUIDES } from '../../providers/set-up-guides.ts';
import { useAnnounce } from '../../ui/feedback/announcer.tsx';
import { StepSection } from '../../ui/section.tsx';
import { CredentialActions } from './credential-actions.tsx';
import { CredentialFields } from './credential-fields.tsx';
import { BeforeYouStart, ChangeNotice, SavedNotice, StoreFailure } from './credential-notices.tsx';
import { TestResult } from './test-result.tsx';
import { useConnectionTest } from './use-connection-test.ts';
import { useCredentialsForm } from './use-credentials-form.ts';
import { useStoreCredentials } from './use-store-credentials.ts';

type CredentialsStepProps = {
  provider: ProviderDescriptor;
  /** `null` during the set-up. */
  integration: Integration | null;
  focusHeading: boolean;
  onCreated?: (integration: Integration) => void;
};

/** Connects a CRM: values, a test that explains itself, and saving once it succeeds. */
export function CredentialsStep({ provider, integration, focusHeading, onCreated }: CredentialsStepProps) {
  const { texts } = useI18n();
  const t = texts.credentials;
  const announce = useAnnounce();
  const form = useCredentialsForm(provider, integration);
  const { test, start, cancel } = useConnectionTest();
  const store = useStoreCredentials(provider, integration);
  const refresh = useRefreshIntegrations();
  const result = useRef<HTMLDivElement>(null);

  const isCurrent = test.testedKey === form.testKey;
  const hasPassed = isCurrent && test.status?.status === 'UP';
  const canSave = form.isChanged && (hasPassed || !form.needsTest);

  const runTest = async () => {
    form.startTest();
    const status = await start({ input: form.testInput, key: form.testKey });
    if (!status) return;
    announce(status.status === 'UP' ? t.testResult.up : t.testResult.down);
    result.current?.scrollIntoView({ block: 'nearest' });
    // The server stores the result for a stored integration.
    if (!form.needsTest) await refresh();
  };

  const save = async () => {
    const saved = await store.save(form.version, form.storeInput).catch(() => null);
    if (!saved) return;
    // The notice in the live region below announces a change of stored credentials.
    if (!integration) announce(t.saved);
    form.reset(true);
    cancel();
    if (!integration) onCreated?.(saved);
  };

  const discard = () => {
    form.reset(false);
    store.reset();
    cancel();
  };

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const faulty = form.revealProblems();
    if (faulty === null) void (canSave ? save() : runTest());
    else event.currentTarget.querySelector<HTMLElement>(`[name="${CSS.escape(faulty)}"]`)?.focus();
  };

  const intro = ownProperty(texts.providers, provider.id)?.intro ?? t.intro;
  return (
    <StepSection
      title={t.title(provider.name)}
      intro={integration ? t.introStored : intro}
      guide={ownProperty(SET_UP_GUIDES, provider.id)?.guide}
      focusHeading={focusHeading}
      level={integration ? 2 : 1}
    >
      {!integration && <BeforeYouStart provider={provider.id} />}
      <form className="gfc-card gfc-form" part="card" noValidate onSubmit={submit}>
        <CredentialFields key={form.resetKey} provider={provider} form={form} />
        <div className="gfc-form-notices" aria-live="polite">
          {form.change && <ChangeNotice change={form.change} />}
          {form.isSaved && integration && !form.isChanged && <SavedNotice enabled={integration.enabled} />}
          {store.concurrentEdit && !form.isChanged && (
            <ConcurrentEditNotice edit={store.concurrentEdit} onClose={store.reset} />
          )}
        </div>
        <StoreFailure
          changedBy={integration?.changedBy ?? null}
          form={form}
          store={store}
          onRetry={() => void save()}
          onDiscard={discard}
        />
        <CredentialActions
          canSave={canSave}
          saveLabel={saveLabel()}
          isSaving={store.isPending}
          test={test}
          onTest={() => void runTest()}
          onCancelTest={cancel}
          onDiscard={integration && form.isChanged ? discard : null}
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
    if (!integration) return t.saveAndContinue;
    return form.change?.kind === 'ENVIRONMENT' ? t.changes.environment.save : t.saveChanges;
  }
}
