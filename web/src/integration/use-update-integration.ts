import type { Integration, UpdateIntegrationInput } from '@goodfunds/shared';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toPanelError } from '../api/panel-error.ts';
import { useTRPC, useTRPCClient } from '../api/trpc-context.ts';
import type { ConcurrentEdit } from './concurrent-edit.tsx';
import { summarizeIntegration, useEmit } from './events.ts';

export type IntegrationUpdate = Omit<UpdateIntegrationInput, 'integrationId'>;

type Updated = { integration: Integration; concurrentEdit: ConcurrentEdit | null };

type Save = {
  update: IntegrationUpdate;
  /** Whether the update overlaps with what another person has changed. */
  hasConflict: (latest: Integration) => boolean;
};

/** Stores changes of an integration, reports them to the host and refreshes every view. */
export function useUpdateIntegration(integrationId: string) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const client = useTRPCClient();
  const emit = useEmit();
  const refresh = useRefreshIntegrations();
  const store = (update: IntegrationUpdate) => client.config.update.mutate({ integrationId, ...update });
  const mutation = useMutation({
    mutationFn: async ({ update, hasConflict }: Save): Promise<Updated> => {
      try {
        return { integration: await store(update), concurrentEdit: null };
      } catch (error) {
        if (toPanelError(error).code !== 'CONFLICT') throw error;
        const latest = await client.config.get.query({ integrationId });
        if (hasConflict(latest)) throw error;
        const integration = await store({ ...update, version: latest.version });
        return { integration, concurrentEdit: { by: latest.changedBy } };
      }
    },
    onSuccess: async ({ integration }) => {
      emit({ type: 'saved', detail: { integrationId, integration: summarizeIntegration(integration) } });
      // Switching on starts a run.
      void queries.invalidateQueries({ queryKey: trpc.sync.list.pathKey() });
      await refresh();
    },
    // An outdated update is shown against the newest state.
    onError: () => refresh(),
  });
  return {
    isPending: mutation.isPending,
    error: mutation.error,
    reset: mutation.reset,
    concurrentEdit: mutation.data?.concurrentEdit ?? null,
    /** Stores on top of another person's change, unless the two conflict; then it rejects with CONFLICT. */
    save: (update: IntegrationUpdate, hasConflict: Save['hasConflict']) =>
      mutation.mutateAsync({ update, hasConflict }),
  };
}

export function useRefreshIntegrations(): () => Promise<void> {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: trpc.config.list.queryKey() }),
      queries.invalidateQueries({ queryKey: trpc.config.get.pathKey() }),
    ]);
  };
}
