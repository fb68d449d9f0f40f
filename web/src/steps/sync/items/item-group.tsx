import { type Failure, type Item, ownProperty } from '@goodfunds/shared';
import { useState } from 'react';
import { useI18n } from '../../../i18n/i18n-context.tsx';
import { RESPONSIBLE } from '../../../i18n/responsible.ts';
import { FailureNotice } from '../../../integration/failure-notice.tsx';
import { useIntegration } from '../../../integration/integration-context.tsx';
import { CandidateIds, outcomeTone, reasonMessage } from '../../../integration/outcomes.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/controls/button.tsx';
import { GuideLink } from '../../../ui/guide-link.tsx';
import { useRetryFailed } from '../run-context.tsx';
import type { ItemGroup } from './group-items.ts';

const FOLDED_SIZE = 6;

type ItemGroupViewProps = {
  group: ItemGroup;
  /** The contacts of the group, loaded or not; `null` while that is unknown. */
  count: number | null;
  /** The contacts that a retry of the group's cause would include; `null` for no retry. */
  retryCount: number | null;
};

/** Contacts that share an outcome and a cause: the cause and the advice once, then the contacts. */
export function ItemGroupView({ group, count, retryCount }: ItemGroupViewProps) {
  const { texts } = useI18n();
  const t = texts.sync;
  const { labels } = useIntegration();
  const { retry, isPending, error } = useRetryFailed();
  const [isUnfolded, setIsUnfolded] = useState(false);
  const { items, reason } = group;
  const [first] = items;
  if (!first) return null;
  const { outcome } = first;
  const [warning = null] = first.warnings;
  const message = reasonMessage(texts, { reason, error: first.error ?? warning }, labels);
  const anchor = reason ?? warning?.code;
  return (
    <section
      className="gfc-stack gfc-start gfc-box gfc-group"
      data-outcome={outcome ?? 'PENDING'}
      data-reason={reason ?? undefined}
      data-warning={warning?.code}
    >
      <header className="gfc-group-head">
        <div>
          <h4>
            {warning
              ? t.items.without(labelOf(warning, labels))
              : (message?.title ??
                (outcome === null
                  ? t.items.pending
                  : (ownProperty(t.outcomes, outcome) ?? texts.common.unknown)))}
          </h4>
          {message && (
            <p className="gfc-muted">
              {warning && message.title} {message.next}{' '}
              <GuideLink guide="messages" anchor={anchor} about={message.title} />
            </p>
          )}
          {first.error && (
            <p className="gfc-muted gfc-small">{texts.responsible[RESPONSIBLE[first.error.code]]}</p>
          )}
        </div>
        <Badge tone={outcome ? outcomeTone(outcome) : 'neutral'}>
          {count === null ? t.items.groupMore(items.length) : t.items.group(count)}
        </Badge>
      </header>
      <ul>
        {(isUnfolded ? items : items.slice(0, FOLDED_SIZE)).map((item) => (
          <ItemLine key={item.id} item={item} />
        ))}
      </ul>
      {items.length > FOLDED_SIZE && (
        <Button small variant="quiet" aria-expanded={isUnfolded} onClick={() => setIsUnfolded(!isUnfolded)}>
          {isUnfolded ? t.items.showLess : t.items.showMore(items.length - FOLDED_SIZE)}
        </Button>
      )}
      {reason !== null && retryCount !== null && (
        <Button small icon="refresh" busy={isPending} onClick={() => retry(reason)}>
          {t.retryReason(retryCount)}
        </Button>
      )}
      {error && <FailureNotice error={error} />}
    </section>
  );
}

function labelOf({ params: { attribute } }: Failure, labels: ReadonlyMap<string, string>): string {
  return labels.get(String(attribute)) ?? String(attribute);
}

function ItemLine({ item }: { item: Item }) {
  const { texts, format } = useI18n();
  const t = texts.sync.items;
  const { labels } = useIntegration();
  const labelsOf = (attributes: readonly string[]) =>
    format.list(attributes.map((attribute) => labels.get(attribute) ?? attribute));
  return (
    <li className="gfc-stack gfc-item gfc-codes" data-contact={item.contactId}>
      <span className="gfc-row gfc-between gfc-item-who">
        <span>{item.email ?? t.noEmail}</span>
        <code>{item.contactId}</code>
      </span>
      {item.outcome === 'UPDATED' && item.changedAttributes.length > 0 && (
        <span className="gfc-muted gfc-small">{t.changed(labelsOf(item.changedAttributes))}</span>
      )}
      {item.keptAttributes.length > 0 && (
        <span className="gfc-muted gfc-small">{t.kept(labelsOf(item.keptAttributes))}</span>
      )}
      {item.warnings.slice(1).map((warning) => (
        <span key={`${warning.code} ${String(warning.params['attribute'])}`} className="gfc-muted gfc-small">
          {t.without(labelOf(warning, labels))}
        </span>
      ))}
      <CandidateIds label={t.candidates} ids={item.candidates} />
      {item.attempts > 1 && <span className="gfc-muted gfc-small">{t.attempts(item.attempts)}</span>}
    </li>
  );
}
