import type { Review, ReviewDecision } from '@goodfunds/shared';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { toPanelError } from '../../api/panel-error.ts';
import { useTRPC } from '../../api/trpc-context.ts';
import { useI18n } from '../../i18n/i18n-context.tsx';
import { FailureNotice } from '../../integration/failure-notice.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import { useAnnounce } from '../../ui/feedback/announcer.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { candidatesOf, chosenCandidate } from './review-candidates.ts';
import { ReviewDetail } from './review-detail.tsx';
import { reviewCommand } from './review-keys.ts';
import { ReviewList } from './review-list.tsx';
import { nameOf } from './review-name.ts';
import { useDecide } from './use-reviews.ts';

type ReviewDeskProps = { reviews: readonly Review[]; more: ReactNode };

/** The list beside the selected review. After a decision the next one is selected, without waiting for the service. */
export function ReviewDesk({ reviews, more }: ReviewDeskProps) {
  const { texts } = useI18n();
  const t = texts.reviews;
  const trpc = useTRPC();
  const { integrationId } = useIntegration();
  const announce = useAnnounce();
  const desk = useRef<HTMLElement>(null);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [focusRow, setFocusRow] = useState(0);
  const [elsewhere, setElsewhere] = useState<string | null>(null);
  const names = useRef(new Map<string, string>());
  const decide = useDecide({
    onDecided: () => undefined,
    onDecidedElsewhere: (contactId) => setElsewhere(names.current.get(contactId) ?? contactId),
  });
  const index = Math.max(
    0,
    reviews.findIndex(({ contactId }) => contactId === selectedId),
  );
  const selected = reviews[index];
  const detailsOf = (review: Review | undefined) => ({
    ...trpc.reviews.get.queryOptions({ integrationId, contactId: review?.contactId ?? '' }),
    enabled: review !== undefined,
  });
  const query = useQuery(detailsOf(selected));
  // Loaded ahead, so that deciding does not wait for the CRM.
  useQuery(detailsOf(reviews[index + 1]));

  useEffect(() => {
    if (focusRow > 0) desk.current?.querySelector<HTMLElement>('.gfc-review-row[aria-current]')?.focus();
  }, [focusRow]);

  if (!selected) return null;
  const candidates = candidatesOf(selected, query.data);
  const chosen = chosenCandidate(candidates, chosenId);
  const hint = hintFor();

  return (
    <>
      {elsewhere !== null && <Notice tone="neutral" urgent title={t.decidedElsewhere(elsewhere)} />}
      {decide.error && toPanelError(decide.error).code !== 'REVIEW_NOT_OPEN' && (
        <FailureNotice error={decide.error} />
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Shortcuts for the buttons inside. */}
      <section className="gfc-review-desk" ref={desk} aria-label={t.list} onKeyDown={press}>
        <div className="gfc-stack gfc-start">
          <ReviewList reviews={reviews} selected={selected} onSelect={select} />
          {more}
        </div>
        <ReviewDetail
          review={selected}
          onChoose={setChosenId}
          onDecide={decideSelected}
          {...{ query, candidates, chosen, hint }}
        />
      </section>
    </>
  );

  function hintFor(): string | null {
    if (chosen && !query.isLoading) return null;
    if (query.isLoading) return t.hints.loading;
    const isPossible = candidates.some(({ isGone }) => !isGone);
    return isPossible ? t.hints.chooseFirst(candidates.length) : t.hints.noCandidate;
  }

  function select(contactId: string) {
    setSelectedId(contactId);
    setChosenId(null);
  }

  function press(event: KeyboardEvent) {
    const command = event.target instanceof Element && reviewCommand(event.nativeEvent, event.target);
    if (!command) return;
    event.preventDefault();
    if (command.kind === 'MOVE') {
      select(reviews[Math.min(Math.max(index + command.by, 0), reviews.length - 1)]?.contactId ?? '');
      setFocusRow((count) => count + 1);
    } else if (command.kind === 'CHOOSE') {
      const candidate = candidates[command.index];
      if (!candidate || candidate.isGone) return;
      setChosenId(candidate.crmContactId);
      announce(t.chosen(command.index + 1));
    } else if (decideSelected(command.decision)) {
      setFocusRow((count) => count + 1);
    }
  }

  /** Whether the decision is possible. */
  function decideSelected(decision: ReviewDecision): boolean {
    if (!selected) return false;
    if (decision === 'SAME_PERSON' && hint !== null) {
      announce(hint);
      return false;
    }
    const { contactId } = selected;
    const name = nameOf(selected, texts);
    const next = reviews[index + 1] ?? reviews[index - 1];
    names.current.set(contactId, name);
    setElsewhere(null);
    select(next?.contactId ?? '');
    const crmContactId = decision === 'SAME_PERSON' ? chosen?.crmContactId : undefined;
    decide.mutate({
      integrationId,
      decisions: [{ contactId, decision, ...(crmContactId !== undefined && { crmContactId }) }],
    });
    const done = t.decided(name, t.decisions[decision]);
    announce(`${done} ${next ? t.next(nameOf(next, texts)) : t.allDone}`);
    return true;
  }
}
