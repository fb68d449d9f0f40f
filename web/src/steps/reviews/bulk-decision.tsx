import type { ReviewDecision, ReviewReason } from '@goodfunds/shared';
import { useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.tsx';
import { FailureNotice } from '../../integration/failure-notice.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import { reasonMessage } from '../../integration/outcomes.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { useAnnounce } from '../../ui/feedback/announcer.tsx';
import { Dialog } from '../../ui/feedback/dialog.tsx';
import { DECISIONS } from './review-keys.ts';
import { useDecide } from './use-reviews.ts';

/** These have no CRM contact to link to, or several. */
const NOT_LINKABLE: ReadonlySet<ReviewReason> = new Set(['NO_EMAIL', 'DELETED_IN_CRM', 'AMBIGUOUS_MATCH']);

/** Decides all reviews of a reason alike, after a confirmation. */
export function BulkDecision({ reason, count }: { reason: ReviewReason; count: number }) {
  const t = useI18n().texts.reviews;
  const [asked, setAsked] = useState<ReviewDecision | null>(null);
  const possible = DECISIONS.filter((decision) => decision !== 'SAME_PERSON' || !NOT_LINKABLE.has(reason));
  return (
    <div className="gfc-row gfc-choice">
      <span>{t.bulk.label(count)}</span>
      {possible.map((decision) => (
        <Button key={decision} small onClick={() => setAsked(decision)}>
          {t.decisions[decision]} …
        </Button>
      ))}
      {asked && <ConfirmDialog decision={asked} onClose={() => setAsked(null)} {...{ reason, count }} />}
    </div>
  );
}

type ConfirmDialogProps = {
  reason: ReviewReason;
  count: number;
  decision: ReviewDecision;
  onClose: () => void;
};

function ConfirmDialog({ reason, count, decision, onClose }: ConfirmDialogProps) {
  const { texts } = useI18n();
  const { integrationId, crm } = useIntegration();
  const announce = useAnnounce();
  const t = texts.reviews;
  const decide = useDecide({
    onDecidedElsewhere: onClose,
    onDecided: () => {
      announce(t.bulk.done);
      onClose();
    },
  });
  return (
    <Dialog
      title={t.bulk.title(t.decisions[decision], count)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{texts.common.cancel}</Button>
          <Button
            variant="primary"
            busy={decide.isPending}
            onClick={() => decide.mutate({ integrationId, reason, decision })}
          >
            {t.bulk.confirm(count)}
          </Button>
        </>
      }
    >
      <p>{reasonMessage(texts, { reason, error: null }, new Map())?.title}</p>
      <p>
        {t.effects[decision](crm)} {decision === 'SAME_PERSON' && t.bulk.several}
      </p>
      {decide.error && <FailureNotice error={decide.error} />}
    </Dialog>
  );
}
