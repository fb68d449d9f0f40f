import type { ReactNode } from 'react';
import { Skeleton } from '../ui/feedback/skeleton.tsx';
import { FailureNotice } from './failure-notice.tsx';

export type Query<Data> = {
  data: Data | undefined;
  error: unknown;
  isFetching: boolean;
  refetch: () => unknown;
};

type QueryStateProps<Data> = {
  query: Query<Data>;
  lines?: number;
  actions?: ReactNode;
  children: (data: Data) => ReactNode;
};

/** Shows a placeholder, a failure with a retry, or the data. Data stays on the screen when a later request fails. */
export function QueryState<Data>({ query, lines = 3, actions, children }: QueryStateProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null && query.error !== undefined) {
    return (
      <FailureNotice
        error={query.error}
        retrying={query.isFetching}
        onRetry={() => void query.refetch()}
        actions={actions}
      />
    );
  }
  return <Skeleton lines={lines} />;
}
