import type { Review, ReviewDecision, ReviewDetails } from '@goodfunds/shared';
import { useI18n } from '../../i18n/i18n-context.tsx';
import { FailureNotice } from '../../integration/failure-notice.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import { reasonMessage } from '../../integration/outcomes.tsx';
import type { Query } from '../../integration/query-state.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { GuideLink } from '../../ui/guide-link.tsx';
import { Comparison } from './comparison.tsx';
import type { Candidate } from './review-candidates.ts';
import { DECISION_KEYS, DECISIONS } from './review-keys.ts';
import { nameOf } from './review-name.ts';

type ReviewDetailProps = {
  review: Review;
  query: Query<ReviewDetails>;
  candidates: readonly Candidate[];
  chosen: Candidate | null;
  /** Why the contact cannot be linked yet. */
  hint: string | null;
  onChoose: (crmContactId: string) => void;
  onDecide: (decision: ReviewDecision) => void;
};

/** The contact beside the CRM contacts that it could be, and the decision. */
export function ReviewDetail(props: ReviewDetailProps) {
  const { review, query, candidates, chosen, hint, onChoose, onDecide } = props;
  const { texts } = useI18n();
  const { crm } = useIntegration();
  const t = texts.reviews;
  const reason = reasonMessage(texts, { reason: review.reason, error: null }, new Map())?.title;
  return (
    <section className="gfc-stack gfc-box gfc-review" aria-labelledby="gfc-review-name">
      <div className="gfc-stack gfc-tight">
        <h3 className="gfc-card-title" id="gfc-review-name">
          {nameOf(review, texts)}
        </h3>
        <p>
          {reason} <GuideLink guide="messages" anchor={review.reason} about={reason ?? ''} />
        </p>
      </div>
      <ul className="gfc-row gfc-review-decisions">
        {DECISIONS.map((decision) => {
          const cannot = decision === 'SAME_PERSON' && hint !== null;
          return (
            <li key={decision}>
              <Button
                variant={decision === 'SAME_PERSON' ? 'primary' : 'secondary'}
                aria-disabled={cannot}
                aria-keyshortcuts={DECISION_KEYS[decision]}
                aria-describedby={`gfc-review-${decision}`}
                onClick={() => onDecide(decision)}
              >
                {t.decisions[decision]}
                <kbd aria-hidden="true">{DECISION_KEYS[decision]}</kbd>
              </Button>
              <p className="gfc-muted gfc-small" id={`gfc-review-${decision}`}>
                {cannot ? hint : t.effects[decision](crm)}
              </p>
            </li>
          );
        })}
      </ul>
      {query.data === undefined && Boolean(query.error) && (
        <>
          <FailureNotice
            error={query.error}
            retrying={query.isFetching}
            onRetry={() => void query.refetch()}
          />
          <p>{t.notLoaded}</p>
        </>
      )}
      {query.data === undefined && !query.error ? (
        <Skeleton lines={4} />
      ) : (
        <Comparison details={query.data} {...{ candidates, chosen, onChoose }} />
      )}
    </section>
  );
}
