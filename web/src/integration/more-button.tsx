import { toPanelError } from '../api/panel-error.ts';
import { useSpeech } from '../i18n/language-context.tsx';
import { Button } from '../ui/button.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';

/** What is used of a TanStack infinite query. */
type PagedQuery = {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  error: unknown;
  fetchNextPage: () => unknown;
};

/** Fetches the next page of a list, as long as there is one; says so when that failed. */
export function MoreButton({ query }: { query: PagedQuery }) {
  const { texts } = useSpeech();
  if (!query.hasNextPage) return null;
  const fetchNext = () => void query.fetchNextPage();
  if (query.isFetchNextPageError && !query.isFetchingNextPage) {
    return <FailureNotice error={toPanelError(query.error)} onRetry={fetchNext} />;
  }
  return (
    <Button small busy={query.isFetchingNextPage} onClick={fetchNext}>
      {texts.common.more}
    </Button>
  );
}
