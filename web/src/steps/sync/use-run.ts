import type { Run } from '@goodfunds/shared';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTRPC, useTRPCClient } from '../../api/trpc-context.ts';
import { summarizeRun } from '../../app/events.ts';
import { useEmit } from '../../app/host-context.tsx';
import { useRefreshIntegrations } from '../../integration/use-update-integration.ts';
import { useOnline } from '../../ui/use-online.ts';
import { isOpen } from './run-view.ts';

const POLL_MS = 3_000;

/** Snapshots arrive; the run is asked for now and then; or nobody answers, so that the numbers are old. */
export type Freshness = 'LIVE' | 'POLLED' | 'LOST';

/**
 * A run as it goes on. Snapshots come by subscription; while that is being connected again the run is asked for,
 * so that the screen never stands still. Tells the host when a run ends that was open here.
 */
export function useRun(runId: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const emit = useEmit();
  const refresh = useRefreshIntegrations();
  const [isSubscribed, setIsLive] = useState(false);
  const isOnline = useOnline();
  const isLive = isSubscribed && isOnline;
  const wasOpen = useRef(false);

  const query = useQuery({
    ...trpc.sync.get.queryOptions({ runId }),
    refetchInterval: ({ state }) => (state.data && isOpen(state.data) && !isLive ? POLL_MS : false),
  });
  const run = query.data;
  const isRunning = run !== undefined && isOpen(run);

  useEffect(() => {
    if (!isRunning) return;
    const queryKey = trpc.sync.get.queryKey({ runId });
    const subscription = client.sync.progress.subscribe(
      { runId },
      {
        onStarted: () => setIsLive(true),
        onConnectionStateChange: ({ state }) => setIsLive(state === 'pending'),
        onData: ({ data }) => {
          queries.setQueryData(queryKey, (known) => newer(known, data));
        },
        onError: () => setIsLive(false),
        onComplete: () => setIsLive(false),
      },
    );
    return () => {
      subscription.unsubscribe();
      setIsLive(false);
    };
  }, [isRunning, runId, client, queries, trpc]);

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
  const freshness: Freshness = isLive || !isRunning ? 'LIVE' : isLost ? 'LOST' : 'POLLED';
  return { ...query, freshness };
}

/** Puts a run that a mutation answered where every view of it looks. */
export function useTakeRun(): (run: Run) => void {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return (run) => {
    queries.setQueryData(trpc.sync.get.queryKey({ runId: run.id }), (known) => newer(known, run));
    void queries.invalidateQueries({ queryKey: trpc.sync.list.pathKey() });
    void queries.invalidateQueries({ queryKey: trpc.config.list.pathKey() });
  };
}

/** Answers overtake each other: what is known already may be the newer one. */
function newer(known: Run | undefined, arrived: Run): Run {
  return known && known.revision > arrived.revision ? known : arrived;
}
