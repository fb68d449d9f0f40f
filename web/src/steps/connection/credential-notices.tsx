import { ownProperty } from '@goodfunds/shared';
import { useI18n } from '../../i18n/i18n-context.tsx';
import { ConflictNotice } from '../../integration/concurrent-edit.tsx';
import { FailureNotice } from '../../integration/failure-notice.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { NAME } from './credential-draft.ts';
import type { CredentialChange } from './credential-input.ts';
import { readableId } from './test-result.tsx';
import type { CredentialsForm } from './use-credentials-form.ts';
import type { StoreCredentials } from './use-store-credentials.ts';

/** What a provider needs before its values exist. */
export function BeforeYouStart({ provider }: { provider: string }) {
  const { texts } = useI18n();
  const items = ownProperty(texts.providers, provider)?.before ?? [];
  if (items.length === 0) return null;
  return (
    <details className="gfc-before">
      <summary>{texts.credentials.before}</summary>
      <ol>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ol>
    </details>
  );
}

/** What other credentials mean for mapping, links and runs, shown before they are saved. */
export function ChangeNotice({ change }: { change: CredentialChange }) {
  const { texts } = useI18n();
  const { environment, signIn, secret } = texts.credentials.changes;
  if (change.kind === 'ENVIRONMENT') {
    return (
      <Notice tone="warning" title={environment.title}>
        <p>{environment.fromTo(change.before, change.after)}</p>
        <ul className="gfc-stack gfc-tight gfc-points">
          {environment.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      </Notice>
    );
  }
  const t = change.kind === 'SIGN_IN' ? signIn : secret;
  return (
    <Notice tone="neutral" title={t.title}>
      <p>{t.text}</p>
    </Notice>
  );
}

/** Credentials were stored, and what follows from that. */
export function SavedNotice({ enabled }: { enabled: boolean }) {
  const t = useI18n().texts.credentials;
  return (
    <Notice tone="accent" title={t.saved}>
      <p>{enabled ? t.savedOn : t.savedOff}</p>
    </Notice>
  );
}

type StoreFailureProps = {
  /** Who made the last stored change. */
  changedBy: string | null;
  form: CredentialsForm;
  store: StoreCredentials;
  onRetry: () => void;
  onDiscard: () => void;
};

/** Why nothing was stored: a conflict with another person's change, or a failure. */
export function StoreFailure({ changedBy, form, store, onRetry, onDiscard }: StoreFailureProps) {
  const t = useI18n().texts.credentials;
  if (form.conflicts.length > 0) {
    return (
      <ConflictNotice
        by={changedBy}
        changed={form.conflicts.map((name) =>
          name === NAME ? t.name : (ownProperty(t.fields, name)?.label ?? readableId(name)),
        )}
        onKeepMine={() => {
          store.reset();
          form.keepMine();
        }}
        onTakeTheirs={onDiscard}
      />
    );
  }
  if (!store.error) return null;
  return <FailureNotice error={store.error} retrying={store.isPending} onRetry={onRetry} />;
}
