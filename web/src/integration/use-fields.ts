import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC, useTRPCClient } from '../api/trpc-context.ts';

/** The fields on both sides, as discovery found them; `refresh` reads them from the CRM again. */
export function useFields(integrationId: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const query = useQuery(trpc.discovery.fields.queryOptions({ integrationId }, { staleTime: 5 * 60_000 }));
  const refresh = useMutation({
    mutationFn: () => client.discovery.fields.query({ integrationId, refresh: true }),
    onSuccess: (fields) => queries.setQueryData(trpc.discovery.fields.queryKey({ integrationId }), fields),
  });
  return { query, refresh };
}
