import type { Outcome, Preview as PreviewAnswer } from '@goodfunds/shared';
import { useState } from 'react';
import { toPanelError } from '../../api/panel-error.ts';
import { useSpeech } from '../../i18n/language-context.tsx';
import type { Settings } from '../../integration/settings.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { OUTCOMES } from '../sync/run-view.ts';
import type { ChosenContact } from './chosen-contact.ts';
import { ContactChoice } from './contact-choice.tsx';
import { PreviewContact } from './preview-contact.tsx';
import { FIRST_CONTACTS, usePreview } from './use-preview.ts';

/** What the settings on the screen would do to some contacts, planned by the sync itself and written nowhere. */
export function Preview({ settings }: { settings: Settings }) {
  const { texts } = useSpeech();
  const words = texts.strategy.preview;
  const [chosen, setChosen] = useState<readonly ChosenContact[]>([]);
  const { query, isAsked, isStale, ask } = usePreview(settings, chosen);
  const outcomes = query.data?.outcomes;

  return (
    <section
      className="gfc-card gfc-preview"
      part="card"
      aria-label={words.title}
      aria-busy={query.isFetching}
    >
      <div className="gfc-row gfc-between gfc-preview-head">
        <div>
          <h3 className="gfc-card-title" part="heading">
            {words.title}
          </h3>
          <p className="gfc-muted">{words.text}</p>
        </div>
        <Button busy={query.isFetching} onClick={ask}>
          {isAsked ? words.refresh : words.show}
        </Button>
      </div>
      <ContactChoice chosen={chosen} firstCount={FIRST_CONTACTS} onChoose={setChosen} />
      <output className="gfc-preview-state">
        {query.isFetching && <span className="gfc-muted">{words.loading}</span>}
        {!query.isFetching && isStale && (
          <span className="gfc-notice gfc-notice-warning gfc-inline-notice">
            <Icon name="warning" />
            {words.stale}
          </span>
        )}
        {!query.isFetching && !isStale && outcomes && outcomes.length > 0 && <Summary outcomes={outcomes} />}
      </output>
      {query.isFetching && !outcomes && <Skeleton lines={4} />}
      {!query.isFetching && query.error && <FailureNotice error={toPanelError(query.error)} onRetry={ask} />}
      {outcomes?.length === 0 && (
        <div className="gfc-empty">
          <p className="gfc-strong">{words.empty}</p>
          <p>{words.emptyNext}</p>
        </div>
      )}
      {outcomes && outcomes.length > 0 && (
        <ul className="gfc-preview-contacts">
          {outcomes.map((outcome) => (
            <PreviewContact key={outcome.contactId} outcome={outcome} isOpen={outcomes.length === 1} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** How many contacts would end in which way. */
function Summary({ outcomes }: { outcomes: PreviewAnswer['outcomes'] }) {
  const { texts, format } = useSpeech();
  const words = texts.strategy.preview;
  const countOf = (kind: Outcome) => outcomes.filter(({ outcome }) => outcome === kind).length;
  const parts = OUTCOMES.filter((kind) => countOf(kind) > 0).map((kind) => words.counts[kind](countOf(kind)));
  return (
    <>
      <span className="gfc-strong">{words.result(outcomes.length)}:</span> {format.list(parts)}.{' '}
      <span className="gfc-muted">{words.nothingWritten}</span>
    </>
  );
}
