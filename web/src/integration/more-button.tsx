import { useI18n } from '../i18n/i18n-context.tsx';
import { Button } from '../ui/controls/button.tsx';
import { FailureNotice } from './failure-notice.tsx';

type PagedQuery = {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  error: unknown;
  fetchNextPage: () => unknown;
};

export function MoreButton({ query }: { query: PagedQuery }) {
  const { texts } = useI18n();
  if (!query.hasNextPage) return null;
  const fetchNext = () => void query.fetchNextPage();
  if (query.isFetchNextPageError && !query.isFetchingNextPage) {
    return <FailureNotice error={query.error} onRetry={fetchNext} />;
  }
  return (
    <Button small busy={query.isFetchingNextPage} onClick={fetchNext}>
      {texts.common.more}
    </Button>
  );
}
