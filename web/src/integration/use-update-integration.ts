import type { UpdateIntegrationInput } from '@goodfunds/shared';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../api/trpc-context.ts';
import { summarizeIntegration } from '../panel/events.ts';
import { useEmit } from '../panel/host-context.tsx';

export type IntegrationUpdate = Omit<UpdateIntegrationInput, 'integrationId'>;

/** Stores changes of an integration, tells the host, and lets every view read the new state. */
export function useUpdateIntegration(integrationId: string) {
  const trpc = useTRPC();
  const emit = useEmit();
  const refresh = useRefreshIntegrations();
  const mutation = useMutation(
    trpc.config.update.mutationOptions({
      onSuccess: async (integration) => {
        emit({ type: 'saved', detail: { integrationId, integration: summarizeIntegration(integration) } });
        await refresh();
      },
      // What was refused as outdated is shown against the newest state.
      onError: () => refresh(),
    }),
  );
  return {
    ...mutation,
    save: (update: IntegrationUpdate) => mutation.mutateAsync({ integrationId, ...update }),
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
