import type { Run } from '@goodfunds/shared';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useEffect, useRef } from 'react';
import { useTRPC } from '../../api/trpc-context.ts';
import { summarizeRun, useEmit } from '../../integration/events.ts';
import { useRefreshIntegrations } from '../../integration/use-update-integration.ts';
import { useOnline } from '../../ui/feedback/offline-notice.tsx';
import { isOpen } from './run-view.ts';

const POLL_MS = 3_000;

/** Snapshots arrive, the run is polled, or the service does not answer and the numbers are old. */
export type ConnectionState = 'LIVE' | 'POLLED' | 'LOST';

/** A run and its progress, by subscription; polled while that reconnects. Notifies the host when an open run ends. */
export function useRun(runId: string) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const emit = useEmit();
  const refresh = useRefreshIntegrations();
  const cacheRun = useCacheRun();
  const isOnline = useOnline();
  const wasOpen = useRef(false);

  const known = queries.getQueryData(trpc.sync.get.queryKey({ runId }));
  const isRunning = known !== undefined && isOpen(known);
  const { status } = useSubscription(
    trpc.sync.progress.subscriptionOptions(
      { runId },
      { enabled: isRunning, onData: ({ data }) => cacheRun(data) },
    ),
  );
  const isLive = status === 'pending' && isOnline;
  const query = useQuery({
    ...trpc.sync.get.queryOptions({ runId }),
    refetchInterval: ({ state }) => (state.data && isOpen(state.data) && !isLive ? POLL_MS : false),
  });
  const run = query.data;

  useEffect(() => {
    if (!run) return;
    void refresh();
    void queries.invalidateQueries({ queryKey: trpc.sync.list.pathKey() });
    if (isOpen(run)) {
      wasOpen.current = true;
      return;
    }
    if (!wasOpen.current) return;
    wasOpen.current = false;
    emit({ type: 'run-finished', detail: { run: summarizeRun(run) } });
    void queries.invalidateQueries({ queryKey: trpc.sync.items.pathKey() });
    // Only a new status is news; the functions change with every render.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [run?.status]);

  const isLost = !isOnline || query.failureCount > 0;
  const connection: ConnectionState = isLive || !isRunning ? 'LIVE' : isLost ? 'LOST' : 'POLLED';
  return { ...query, connection };
}

/** Caches a run that a mutation returned, and refreshes the lists that show it. */
export function useTakeRun(): (run: Run) => void {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const cacheRun = useCacheRun();
  return (run) => {
    cacheRun(run);
    void queries.invalidateQueries({ queryKey: trpc.sync.list.pathKey() });
    void queries.invalidateQueries({ queryKey: trpc.config.list.pathKey() });
  };
}

/** Responses can arrive out of order, so an older revision never replaces a newer one. */
function useCacheRun(): (run: Run) => void {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return (run) =>
    queries.setQueryData(trpc.sync.get.queryKey({ runId: run.id }), (known) =>
      known && known.revision > run.revision ? known : run,
    );
}
