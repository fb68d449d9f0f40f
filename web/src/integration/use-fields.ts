import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC, useTRPCClient } from '../api/trpc-context.ts';
import { fieldChanges } from './field-changes.ts';

/** The fields of GoodFunds and the CRM. `refresh` reads the CRM again and returns what has changed. */
export function useFields(integrationId: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const query = useQuery(trpc.discovery.fields.queryOptions({ integrationId }, { staleTime: 5 * 60_000 }));
  const refresh = useMutation({
    mutationFn: async () => {
      const key = trpc.discovery.fields.queryKey({ integrationId });
      const before = queries.getQueryData(key)?.crmFields ?? [];
      const fields = await client.discovery.fields.query({ integrationId, refresh: true });
      queries.setQueryData(key, fields);
      await queries.invalidateQueries({ queryKey: trpc.config.suggestMapping.queryKey({ integrationId }) });
      return fieldChanges(before, fields.crmFields);
    },
  });
  return { query, refresh };
}
