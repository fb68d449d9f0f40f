import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isTransient, toPanelError } from '../api/panel-error.ts';
import type { Emit } from '../integration/events.ts';

/** Retries transient failures only; others are shown at once. Reports every failure to the host. */
export function createQueryClient(emit: Emit): QueryClient {
  const report = (error: unknown) => {
    const { code, requestId } = toPanelError(error);
    emit({ type: 'error', detail: { code, requestId } });
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: report }),
    mutationCache: new MutationCache({ onError: report }),
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < 2 && isTransient(error),
        staleTime: 10_000,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
