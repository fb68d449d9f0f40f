import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../api/trpc-context.ts';
import { useIntegration } from '../../integration/integration-context.tsx';
import type { Settings } from '../../integration/settings.ts';
import type { ChosenContact } from './chosen-contact.ts';

/** Shown when nobody chose any. */
export const FIRST_CONTACTS = 10;

/** What a preview is about: settings as they stand on the screen, and some contacts; none for the first ones. */
type Question = { draft: Settings; contactIds: readonly string[] };

/** A preview is asked for by `ask`, and stays as it was answered until it is asked for again. */
export function usePreview(settings: Settings, chosen: readonly ChosenContact[]) {
  const { integrationId } = useIntegration();
  const trpc = useTRPC();
  const [asked, setAsked] = useState<Question | null>(null);
  const question: Question = { draft: settings, contactIds: chosen.map(({ id }) => id) };
  const { draft, contactIds } = asked ?? question;
  const query = useQuery({
    ...trpc.sync.preview.queryOptions({
      integrationId,
      draft,
      ...(contactIds.length > 0 ? { contactIds: [...contactIds] } : { limit: FIRST_CONTACTS }),
    }),
    enabled: asked !== null,
    // The CRM may have changed, and asking costs requests there: only a person asks again.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    placeholderData: (previous) => previous,
  });
  const isStale = asked !== null && JSON.stringify(asked) !== JSON.stringify(question);
  return {
    query,
    isAsked: asked !== null,
    isStale,
    ask: () => (isStale || asked === null ? setAsked(question) : void query.refetch()),
  };
}
