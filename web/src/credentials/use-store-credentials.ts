import type { Integration, ProviderDescriptor } from '@goodfunds/shared';
import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '../api/trpc-context.ts';
import { useRefreshIntegrations, useUpdateIntegration } from '../integration/use-update-integration.ts';
import { summarizeIntegration } from '../panel/events.ts';
import { useEmit } from '../panel/host-context.tsx';

type StoreInput = { name?: string; credentials: Record<string, string | null> };

/** Stores credentials: as a new integration, or into the one that is there, at the version now on the screen. */
export function useStoreCredentials(provider: ProviderDescriptor, integration: Integration | null) {
  const trpc = useTRPC();
  const emit = useEmit();
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
    save: (input: StoreInput): Promise<Integration> =>
      integration
        ? update.save({ version: integration.version, ...input })
        : create.mutateAsync({ provider: provider.id, ...input }),
  };
}
