import type { ReactNode } from 'react';
import { toPanelError } from '../api/panel-error.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

/** What is used of a TanStack query. */
type Query<Data> = {
  data: Data | undefined;
  error: unknown;
  isFetching: boolean;
  refetch: () => unknown;
};

type QueryStateProps<Data> = {
  query: Query<Data>;
  /** Lines of the placeholder while nothing is there. */
  lines?: number;
  actions?: ReactNode;
  children: (data: Data) => ReactNode;
};

/** A request's three faces: under way, failed with a way to try again, there. Data once seen stays on the screen. */
export function QueryState<Data>({ query, lines = 3, actions, children }: QueryStateProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null && query.error !== undefined) {
    return (
      <FailureNotice
        error={toPanelError(query.error)}
        retrying={query.isFetching}
        onRetry={() => void query.refetch()}
        actions={actions}
      />
    );
  }
  return <Skeleton lines={lines} />;
}
