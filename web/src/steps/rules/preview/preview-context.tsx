import { type Contact, pickSyncRules, type SyncRules } from '@goodfunds/shared';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTRPC } from '../../../api/trpc-context.ts';
import { useIntegration } from '../../../integration/integration-context.tsx';
import { createRequiredContext } from '../../../ui/hooks/required-context.ts';

/** Previewed when no contact is chosen. */
export const FIRST_CONTACTS = 10;
export const MOST_CHOSEN = 50;

type Request = { draft: SyncRules; contactIds: readonly string[] };

const [Context, usePreview] = createRequiredContext<ReturnType<typeof usePreviewState>>('usePreview');

export { usePreview };

/** The chosen contacts, and a preview that stays as it was loaded until it is loaded again. */
export function PreviewProvider({ settings, children }: { settings: SyncRules; children: ReactNode }) {
  return <Context value={usePreviewState(settings)}>{children}</Context>;
}

function usePreviewState(settings: SyncRules) {
  const { integrationId } = useIntegration();
  const trpc = useTRPC();
  const [chosen, setChosen] = useState<readonly Contact[]>([]);
  // What the shown preview is about; `null` before the first one.
  const [request, setRequest] = useState<Request | null>(null);
  const current: Request = { draft: pickSyncRules(settings), contactIds: chosen.map(({ id }) => id) };
  const { draft, contactIds } = request ?? current;
  const query = useQuery({
    ...trpc.sync.preview.queryOptions({
      integrationId,
      draft,
      ...(contactIds.length > 0 ? { contactIds: [...contactIds] } : { limit: FIRST_CONTACTS }),
    }),
    enabled: request !== null,
    // Each preview costs requests to the CRM, so only a person loads it again.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    placeholderData: (previous) => previous,
  });
  const isStale = request !== null && JSON.stringify(request) !== JSON.stringify(current);
  return {
    chosen,
    toggle: (contact: Contact) =>
      setChosen((known) => {
        const others = known.filter(({ id }) => id !== contact.id);
        return others.length < known.length ? others : [...others, contact];
      }),
    clear: () => setChosen([]),
    query,
    isLoaded: request !== null,
    isStale,
    load: () => (isStale || request === null ? setRequest(current) : void query.refetch()),
  };
}
