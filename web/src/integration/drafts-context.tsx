import { type Integration, ownProperty } from '@goodfunds/shared';
import { type Dispatch, type ReactNode, type SetStateAction, useEffect, useState } from 'react';
import { createRequiredContext } from '../ui/hooks/required-context.ts';
import { type Draft, isDirty } from './draft.ts';
import type { Settings } from './settings.ts';

/** The parts of the credentials form: the fields by name, and `name`, the name of the integration. */
export type CredentialParts = Integration['credentials'];

type Kinds = { settings: Settings; credentials: CredentialParts };
type Drafts = { [Kind in keyof Kinds]: Readonly<Record<string, Draft<Kinds[Kind]>>> };

const EMPTY = { base: null, changes: {} };

const [DraftsContext, useDrafts] =
  createRequiredContext<[Drafts, Dispatch<SetStateAction<Drafts>>]>('useStoredDraft');

/** Keeps unsaved input in memory while the person navigates, and warns before the page is left. */
export function DraftsProvider({ children }: { children: ReactNode }) {
  const [drafts, setDrafts] = useState<Drafts>({ settings: {}, credentials: {} });
  useLeaveGuard(
    Object.values(drafts)
      .flatMap((byKey) => Object.values<Draft<object>>(byKey))
      .some(isDirty),
  );
  return <DraftsContext value={[drafts, setDrafts]}>{children}</DraftsContext>;
}

/** Makes the browser ask before the page is left with unsaved changes. */
function useLeaveGuard(isActive: boolean): void {
  useEffect(() => {
    if (!isActive) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isActive]);
}

/** The draft of an integration, or of a new one, by its key; `withDraft` changes it. */
export function useStoredDraft<Kind extends keyof Kinds>(
  kind: Kind,
  key: string,
): [Draft<Kinds[Kind]>, Dispatch<SetStateAction<Drafts>>] {
  const [drafts, setDrafts] = useDrafts();
  return [ownProperty(drafts[kind], key) ?? EMPTY, setDrafts];
}

export function withDraft<Kind extends keyof Kinds>(
  kind: Kind,
  key: string,
  change: (draft: Draft<Kinds[Kind]>) => Draft<Kinds[Kind]>,
) {
  return (drafts: Drafts): Drafts => ({
    ...drafts,
    [kind]: { ...drafts[kind], [key]: change(ownProperty(drafts[kind], key) ?? EMPTY) },
  });
}

export function withoutDraft<Kind extends keyof Kinds>(kind: Kind, key: string) {
  return withDraft(kind, key, () => EMPTY);
}

/** Discards the drafts of a removed integration. */
export function useForgetDrafts(): (key: string) => void {
  const [, setDrafts] = useDrafts();
  return (key) => {
    setDrafts(withoutDraft('settings', key));
    setDrafts(withoutDraft('credentials', key));
  };
}
