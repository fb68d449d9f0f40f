import type { Review } from '@goodfunds/shared';
import { useI18n } from '../../i18n/i18n-context.tsx';
import { reasonMessage } from '../../integration/outcomes.tsx';
import { nameOf } from './review-name.ts';

type ReviewListProps = {
  reviews: readonly Review[];
  selected: Review;
  onSelect: (contactId: string) => void;
};

export function ReviewList({ reviews, selected, onSelect }: ReviewListProps) {
  const { texts } = useI18n();
  const t = texts.reviews;
  return (
    <ul className="gfc-box gfc-review-list">
      {reviews.map((review) => {
        const { contactId, contact, reason } = review;
        const isSelected = contactId === selected.contactId;
        return (
          <li key={contactId}>
            <button
              type="button"
              className="gfc-history-row gfc-review-row"
              data-contact={contactId}
              aria-current={isSelected || undefined}
              tabIndex={isSelected ? 0 : -1}
              onClick={() => onSelect(contactId)}
            >
              <span>{nameOf(review, texts)}</span>
              <span className="gfc-muted gfc-small">{contact.email || t.noEmail}</span>
              <span className="gfc-muted gfc-small">
                {reasonMessage(texts, { reason, error: null }, new Map())?.title}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
