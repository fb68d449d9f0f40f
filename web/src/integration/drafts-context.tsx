import { createContext, type ReactNode, use, useState } from 'react';
import { useLeaveGuard } from '../ui/use-leave-guard.ts';
import { type Draft, EMPTY_DRAFT, isDirty } from './draft.ts';

type Drafts = {
  drafts: Readonly<Record<string, Draft>>;
  setDraft: (integrationId: string, change: (draft: Draft) => Draft) => void;
};

const DraftsContext = createContext<Drafts | null>(null);

/** Keeps unsaved changes while the person looks at something else in the panel, and guards them at its end. */
export function DraftsProvider({ children }: { children: ReactNode }) {
  const [drafts, setDrafts] = useState<Drafts['drafts']>({});
  useLeaveGuard(Object.values(drafts).some(isDirty));
  const setDraft: Drafts['setDraft'] = (id, change) =>
    setDrafts((now) => ({ ...now, [id]: change(now[id] ?? EMPTY_DRAFT) }));
  return <DraftsContext value={{ drafts, setDraft }}>{children}</DraftsContext>;
}

export function useStoredDraft(integrationId: string): [Draft, (change: (draft: Draft) => Draft) => void] {
  const value = use(DraftsContext);
  if (!value) throw new Error('useStoredDraft needs a DraftsProvider above it');
  return [value.drafts[integrationId] ?? EMPTY_DRAFT, (change) => value.setDraft(integrationId, change)];
}
