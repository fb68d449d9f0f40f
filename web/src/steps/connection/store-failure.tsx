import { toPanelError } from '../../api/panel-error.ts';
import { useSpeech } from '../../i18n/language-context.tsx';
import { ConflictNotice } from '../../integration/concurrent-edit.tsx';
import { FailureNotice } from '../../ui/feedback/failure-notice.tsx';
import { readableId } from './check-list.ts';
import { NAME } from './credential-draft.ts';
import type { CredentialsForm } from './use-credentials-form.ts';
import type { StoreCredentials } from './use-store-credentials.ts';

type StoreFailureProps = {
  /** Who made the last change that is stored. */
  changedBy: string | null;
  state: CredentialsForm;
  store: StoreCredentials;
  onRetry: () => void;
  onDiscard: () => void;
};

/** Why nothing was stored; where somebody else was first, what both have changed. */
export function StoreFailure({ changedBy, state, store, onRetry, onDiscard }: StoreFailureProps) {
  const words = useSpeech().texts.credentials;
  if (state.conflicts.length > 0) {
    return (
      <ConflictNotice
        by={changedBy}
        changed={state.conflicts.map(labelOf)}
        onKeepMine={() => {
          store.reset();
          state.keepMine();
        }}
        onTakeTheirs={onDiscard}
      />
    );
  }
  if (!store.error) return null;
  return <FailureNotice error={toPanelError(store.error)} retrying={store.isPending} onRetry={onRetry} />;

  function labelOf(name: string): string {
    return name === NAME ? words.name : (words.fields[name]?.label ?? readableId(name));
  }
}
