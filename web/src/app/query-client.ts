import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isTransient, toPanelError } from '../api/panel-error.ts';
import type { Emit } from '../integration/events.ts';

/** Asks again by itself only where a moment helps; all else is shown at once. */
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
