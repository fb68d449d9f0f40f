import type { Run } from '@goodfunds/shared';
import { useState } from 'react';
import { toPanelError } from '../../api/panel-error.ts';
import { useSpeech } from '../../i18n/language-context.tsx';
import { RESPONSIBLE } from '../../i18n/responsible.ts';
import { useIntegration } from '../../integration/integration-context.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { GuideLink } from '../../ui/guide-link.tsx';
import type { ItemGroup } from './group-items.ts';
import { ItemLine } from './item-line.tsx';
import { OUTCOME_TONES } from './outcome-tones.ts';
import { reasonWords } from './reason-words.ts';
import { useRetryFailed } from './use-retry-failed.ts';

const FOLDED_SIZE = 6;

type ItemGroupViewProps = {
  group: ItemGroup;
  /** How many contacts the group has in all; `null` as long as more may have to be loaded to know. */
  count: number | null;
  /** How many failed for the group's cause, when they can be tried again by themselves; else `null`. */
  retryCount: number | null;
  run: Run;
  onRun: (run: Run) => void;
};

/** Contacts that share an outcome and a cause: the cause and the advice once, then the contacts. */
export function ItemGroupView({ group, count, retryCount, run, onRun }: ItemGroupViewProps) {
  const { texts } = useSpeech();
  const words = texts.sync;
  const { labels } = useIntegration();
  const retry = useRetryFailed(onRun);
  const [isUnfolded, setIsUnfolded] = useState(false);
  const [first] = group.items;
  if (!first) return null;
  const { outcome } = first;
  const reason = reasonWords(texts, first, labels);
  const size = group.items.length;
  const { reason: code } = group;
  return (
    <section
      className="gfc-stack gfc-group"
      data-outcome={outcome ?? 'PENDING'}
      data-reason={code ?? undefined}
    >
      <header className="gfc-group-head">
        <div>
          <h4 className="gfc-group-title">
            {reason?.title ??
              (outcome === null ? words.items.pending : (words.outcomes[outcome] ?? texts.common.unknown))}
          </h4>
          {reason && (
            <p className="gfc-muted">
              {reason.next} <GuideLink guide="messages" anchor={code ?? undefined} about={reason.title} />
            </p>
          )}
          {first.error && (
            <p className="gfc-muted gfc-small">{texts.responsible[RESPONSIBLE[first.error.code]]}</p>
          )}
        </div>
        <Badge tone={outcome ? OUTCOME_TONES[outcome] : 'neutral'}>
          {count === null ? words.items.groupMore(size) : words.items.group(count)}
        </Badge>
      </header>
      <ul>
        {(isUnfolded ? group.items : group.items.slice(0, FOLDED_SIZE)).map((item) => (
          <ItemLine key={item.id} item={item} />
        ))}
      </ul>
      {size > FOLDED_SIZE && (
        <Button small variant="quiet" aria-expanded={isUnfolded} onClick={() => setIsUnfolded(!isUnfolded)}>
          {isUnfolded ? words.items.showLess : words.items.showMore(size - FOLDED_SIZE)}
        </Button>
      )}
      {code !== null && retryCount !== null && (
        <Button
          small
          icon="refresh"
          busy={retry.isPending}
          onClick={() => retry.mutate({ runId: run.id, reason: code })}
        >
          {words.retryReason(retryCount)}
        </Button>
      )}
      {retry.error && <FailureNotice error={toPanelError(retry.error)} />}
    </section>
  );
}
