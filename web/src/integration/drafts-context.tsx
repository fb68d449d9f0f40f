import type { Integration } from '@goodfunds/shared';
import { createContext, type ReactNode, use, useState } from 'react';
import { useLeaveGuard } from '../ui/hooks/use-leave-guard.ts';
import { type Draft, isDirty } from './draft.ts';
import type { Settings } from './settings.ts';

/** The parts of the credentials form: the fields by name, and `name`, the name of the integration. */
export type CredentialParts = Integration['credentials'];

type Kinds = { settings: Settings; credentials: CredentialParts };
type Drafts = { [Kind in keyof Kinds]: Readonly<Record<string, Draft<Kinds[Kind]>>> };

type DraftsContextValue = {
  drafts: Drafts;
  setDraft: <Kind extends keyof Kinds>(kind: Kind, key: string, change: Change<Kinds[Kind]>) => void;
  forget: (key: string) => void;
};

type Change<Values> = (draft: Draft<Values>) => Draft<Values>;

const DraftsContext = createContext<DraftsContextValue | null>(null);

/** Keeps unsaved input in memory while the person navigates, and warns before the page is left. */
export function DraftsProvider({ children }: { children: ReactNode }) {
  const [drafts, setDrafts] = useState<Drafts>({ settings: {}, credentials: {} });
  useLeaveGuard(
    Object.values(drafts)
      .flatMap((byKey) => Object.values<Draft<object>>(byKey))
      .some(isDirty),
  );
  const setDraft: DraftsContextValue['setDraft'] = (kind, key, change) =>
    setDrafts((now) => ({
      ...now,
      [kind]: { ...now[kind], [key]: change(now[kind][key] ?? { base: null, changes: {} }) },
    }));
  const forget = (key: string) =>
    setDrafts(({ settings, credentials }) => ({
      settings: without(settings, key),
      credentials: without(credentials, key),
    }));
  return <DraftsContext value={{ drafts, setDraft, forget }}>{children}</DraftsContext>;
}

/** The draft of an integration, or of a new one, by its key. */
export function useStoredDraft<Kind extends keyof Kinds>(
  kind: Kind,
  key: string,
): [Draft<Kinds[Kind]>, (change: Change<Kinds[Kind]>) => void] {
  const { drafts, setDraft } = useDrafts();
  return [drafts[kind][key] ?? { base: null, changes: {} }, (change) => setDraft(kind, key, change)];
}

/** Discards the drafts of a removed integration. */
export function useForgetDrafts(): (key: string) => void {
  return useDrafts().forget;
}

function useDrafts(): DraftsContextValue {
  const value = use(DraftsContext);
  if (!value) throw new Error('drafts need a DraftsProvider above them');
  return value;
}

function without<Value>(record: Readonly<Record<string, Value>>, key: string): Record<string, Value> {
  const { [key]: _dropped, ...others } = record;
  return others;
}
