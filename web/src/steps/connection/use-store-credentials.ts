import type { Integration, ProviderDescriptor } from '@goodfunds/shared';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../../api/trpc-context.ts';
import { isEqual } from '../../integration/draft.ts';
import { summarizeIntegration, useEmit } from '../../integration/events.ts';
import { useRefreshIntegrations, useUpdateIntegration } from '../../integration/use-update-integration.ts';
import { storedParts } from './credential-draft.ts';

type StoreInput = { name?: string; credentials: Record<string, string | null> };

/** Stores credentials as a new integration, or in an existing one at the version that the person saw. */
export function useStoreCredentials(provider: ProviderDescriptor, integration: Integration | null) {
  const trpc = useTRPC();
  const emit = useEmit();
  const queries = useQueryClient();
  const refresh = useRefreshIntegrations();
  const update = useUpdateIntegration(integration?.id ?? '');
  const create = useMutation(
    trpc.config.create.mutationOptions({
      onSuccess: async (created) => {
        emit({
          type: 'saved',
          detail: { integrationId: created.id, integration: summarizeIntegration(created) },
        });
        await refresh();
      },
    }),
  );
  return {
    isPending: create.isPending || update.isPending,
    error: create.error ?? update.error,
    concurrentEdit: update.concurrentEdit,
    save: async (version: number, input: StoreInput): Promise<Integration> => {
      if (!integration) return await create.mutateAsync({ provider: provider.id, ...input });
      // Credentials are tested together, so any change of them is a conflict.
      const hasConflict = (latest: Integration) =>
        !isEqual(storedParts(latest).values, storedParts(integration).values);
      const { integration: saved } = await update.save({ version, ...input }, hasConflict);
      // Other credentials can see other fields.
      void queries.invalidateQueries({ queryKey: trpc.discovery.pathKey() });
      return saved;
    },
    reset: () => {
      create.reset();
      update.reset();
    },
  };
}

export type StoreCredentials = ReturnType<typeof useStoreCredentials>;
