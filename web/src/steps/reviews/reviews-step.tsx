import type { ReviewReason } from '@goodfunds/shared';
import { useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.tsx';
import { MoreButton } from '../../integration/more-button.tsx';
import { reasonMessage } from '../../integration/outcomes.tsx';
import { QueryState } from '../../integration/query-state.tsx';
import type { StepProps } from '../../integration/step-props.ts';
import { Field, SearchField } from '../../ui/controls/field.tsx';
import { useDebounced } from '../../ui/hooks/use-debounced.ts';
import { StepSection } from '../../ui/section.tsx';
import { BulkDecision } from './bulk-decision.tsx';
import { KeyLegend } from './key-legend.tsx';
import { ReviewDesk } from './review-desk.tsx';
import { useReviews } from './use-reviews.ts';

/** Contacts that wait for a decision of a person. */
export function ReviewsStep({ integration, focusHeading }: StepProps) {
  const { texts, format } = useI18n();
  const t = texts.reviews;
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState<ReviewReason | null>(null);
  const search = useDebounced(typed.trim(), 300);
  const { query, reviews } = useReviews(integration.id, { reason, search });
  const [first] = query.data?.pages ?? [];
  const isFiltered = reason !== null || search !== '';
  const reasons = Object.entries(first?.totalsByReason ?? {}) as [ReviewReason, number][];
  const isUnused = first !== undefined && !isFiltered && first.total === 0;

  return (
    <StepSection title={t.title} intro={t.intro} focusHeading={focusHeading}>
      {!isUnused && (
        <div className="gfc-tiles gfc-items-filter">
          <SearchField label={t.search} placeholder={t.searchPlaceholder} value={typed} onChange={setTyped} />
          <Field label={t.reason}>
            {(ids) => (
              <select
                {...ids}
                className="gfc-input gfc-select"
                part="input"
                value={reason ?? ''}
                onChange={({ target }) =>
                  setReason(reasons.find(([known]) => known === target.value)?.[0] ?? null)
                }
              >
                <option value="">{t.reasonAll}</option>
                {reasons.map(([known, count]) => (
                  <option key={known} value={known}>
                    {`${reasonMessage(texts, { reason: known, error: null }, new Map())?.title} (${format.number(count)})`}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
      )}
      {reason && search === '' && first && first.total > 0 && (
        <BulkDecision reason={reason} count={first.total} />
      )}
      <QueryState query={query} lines={5}>
        {() =>
          reviews.length > 0 ? (
            <>
              <ReviewDesk reviews={reviews} more={<MoreButton query={query} />} />
              <KeyLegend />
            </>
          ) : (
            !query.hasNextPage && (
              <div className="gfc-muted gfc-empty">
                <p className="gfc-strong">{isFiltered ? t.emptyFilter : t.empty}</p>
                {!isFiltered && <p>{t.emptyNext}</p>}
              </div>
            )
          )
        }
      </QueryState>
    </StepSection>
  );
}
