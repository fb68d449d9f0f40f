import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTRPC } from '../api/trpc-context.ts';
import { useI18n } from '../i18n/i18n-context.tsx';
import { useEmit } from '../integration/events.ts';
import { QueryState } from '../integration/query-state.tsx';
import { OfflineNotice } from '../ui/feedback/offline-notice.tsx';
import { useKeptFocus } from '../ui/hooks/focus.ts';
import { PanelPlaces } from './panel-places.tsx';

/** Loads providers and integrations, then shows the overview or an integration. */
export function Panel() {
  const { texts, language } = useI18n();
  const kept = useKeptFocus<HTMLElement>();
  const trpc = useTRPC();
  const emit = useEmit();
  const providers = useQuery(trpc.config.providers.queryOptions({}));
  const integrations = useQuery(trpc.config.list.queryOptions({}, { refetchInterval: 30_000 }));
  const count = integrations.data?.length;
  const isReady = providers.data !== undefined && count !== undefined;

  useEffect(() => {
    if (isReady) emit({ type: 'ready', detail: { integrations: count } });
    // `ready` is emitted once; later changes have their own events.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isReady, emit]);

  return (
    <section className="gfc-panel" ref={kept} aria-label={texts.common.panelLabel} lang={language}>
      <OfflineNotice />
      <QueryState query={providers} lines={5}>
        {(descriptors) => (
          <QueryState query={integrations} lines={5}>
            {(list) => <PanelPlaces providers={descriptors} integrations={list} />}
          </QueryState>
        )}
      </QueryState>
    </section>
  );
}
