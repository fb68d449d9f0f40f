import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { retryDelayOf, toPanelError } from '../api/panel-error.ts';
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
        retry: (failures, error) => retryDelayOf(error, failures) !== null,
        retryDelay: (failures, error) => retryDelayOf(error, failures) ?? 0,
        staleTime: 10_000,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
