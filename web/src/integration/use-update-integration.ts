import type { Integration, UpdateIntegrationInput } from '@goodfunds/shared';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toPanelError } from '../api/panel-error.ts';
import { useTRPC, useTRPCClient } from '../api/trpc-context.ts';
import { summarizeIntegration } from '../app/events.ts';
import { useEmit } from '../app/host-context.tsx';

export type IntegrationUpdate = Omit<UpdateIntegrationInput, 'integrationId'>;

/** Somebody else's change that the update was stored on top of; `by` is `null` where the name is not known. */
export type Meanwhile = { by: string | null };

/** What is stored now, and what it was stored on top of. */
type Updated = { integration: Integration; meanwhile: Meanwhile | null };

type Save = {
  update: IntegrationUpdate;
  /** Whether the update is about something that somebody else has changed. */
  contests: (latest: Integration) => boolean;
};

/** Stores changes of an integration, tells the host, and lets every view read the new state. */
export function useUpdateIntegration(integrationId: string) {
  const client = useTRPCClient();
  const emit = useEmit();
  const refresh = useRefreshIntegrations();
  const store = (update: IntegrationUpdate) => client.config.update.mutate({ integrationId, ...update });
  const mutation = useMutation({
    mutationFn: async ({ update, contests }: Save): Promise<Updated> => {
      try {
        return { integration: await store(update), meanwhile: null };
      } catch (error) {
        if (toPanelError(error).code !== 'CONFLICT') throw error;
        const latest = await client.config.get.query({ integrationId });
        if (contests(latest)) throw error;
        const integration = await store({ ...update, version: latest.version });
        return { integration, meanwhile: { by: latest.changedBy } };
      }
    },
    onSuccess: async ({ integration }) => {
      emit({ type: 'saved', detail: { integrationId, integration: summarizeIntegration(integration) } });
      await refresh();
    },
    // What was refused as outdated is shown against the newest state.
    onError: () => refresh(),
  });
  return {
    isPending: mutation.isPending,
    error: mutation.error,
    reset: mutation.reset,
    meanwhile: mutation.data?.meanwhile ?? null,
    /**
     * Where somebody else was first, and as `contests` says with something else, it is stored once more on top of
     * that; unless told, any change of somebody else is refused as a CONFLICT.
     */
    save: (update: IntegrationUpdate, contests: Save['contests'] = () => true) =>
      mutation.mutateAsync({ update, contests }),
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
