import { toPanelError } from '../api/panel-error.ts';
import { useSpeech } from '../i18n/language-context.tsx';
import type { useFields } from '../integration/use-fields.ts';
import { Button } from '../ui/button.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';

/** When the fields were read from the CRM, and a way to read them again after something changed there. */
export function Freshness({ fields: { query, refresh } }: { fields: ReturnType<typeof useFields> }) {
  const { texts, format } = useSpeech();
  if (!query.data) return null;
  return (
    <div className="gfc-freshness">
      <span className="gfc-muted gfc-small">
        {texts.mapping.freshness(format.moment(query.data.fetchedAt))}
      </span>
      <Button small variant="quiet" icon="refresh" busy={refresh.isPending} onClick={() => refresh.mutate()}>
        {refresh.isPending ? texts.mapping.refreshing : texts.mapping.refresh}
      </Button>
      {refresh.error && <FailureNotice error={toPanelError(refresh.error)} />}
    </div>
  );
}
