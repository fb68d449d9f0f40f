import type { Outcome, Preview as PreviewAnswer } from '@goodfunds/shared';
import { useI18n } from '../../../i18n/i18n-context.tsx';
import { FailureNotice } from '../../../integration/failure-notice.tsx';
import { OUTCOMES } from '../../../integration/outcomes.tsx';
import { Button } from '../../../ui/controls/button.tsx';
import { Skeleton } from '../../../ui/feedback/skeleton.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { ContactChoice } from './contact-choice.tsx';
import { PreviewContact } from './preview-contact.tsx';
import { usePreview } from './preview-context.tsx';

/** What a sync with the settings on the screen would do to some contacts; nothing is written. */
export function Preview() {
  const t = useI18n().texts.strategy.preview;
  const { query, isLoaded, isStale, load } = usePreview();
  const { data, error, isFetching } = query;
  const outcomes = data?.outcomes;
  return (
    <section className="gfc-card" part="card" aria-label={t.title} aria-busy={isFetching}>
      <div className="gfc-row gfc-between gfc-preview-head">
        <div className="gfc-stack gfc-tight">
          <h3 className="gfc-card-title" part="heading">
            {t.title}
          </h3>
          <p className="gfc-muted">{t.text}</p>
        </div>
        <Button busy={isFetching} onClick={load}>
          {isLoaded ? t.refresh : t.show}
        </Button>
      </div>
      <ContactChoice />
      <output className="gfc-preview-state">
        {isFetching && <span className="gfc-muted">{t.loading}</span>}
        {!isFetching && isStale && (
          <span className="gfc-box gfc-notice gfc-tone-warning gfc-inline-notice">
            <Icon name="warning" />
            {t.stale}
          </span>
        )}
        {!isFetching && !isStale && outcomes && outcomes.length > 0 && <Summary outcomes={outcomes} />}
      </output>
      {isFetching && !outcomes && <Skeleton lines={4} />}
      {!isFetching && error && <FailureNotice error={error} onRetry={load} />}
      {outcomes?.length === 0 && (
        <div className="gfc-muted gfc-empty">
          <p className="gfc-strong">{t.empty}</p>
          <p>{t.emptyNext}</p>
        </div>
      )}
      {outcomes && outcomes.length > 0 && (
        <ul>
          {outcomes.map((outcome) => (
            <PreviewContact key={outcome.contactId} outcome={outcome} isOpen={outcomes.length === 1} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Summary({ outcomes }: { outcomes: PreviewAnswer['outcomes'] }) {
  const { texts, format } = useI18n();
  const t = texts.strategy.preview;
  const countOf = (kind: Outcome) => outcomes.filter(({ outcome }) => outcome === kind).length;
  const parts = OUTCOMES.filter((kind) => countOf(kind) > 0).map((kind) => t.counts[kind](countOf(kind)));
  return (
    <>
      <span className="gfc-strong">{t.result(outcomes.length)}:</span> {format.list(parts)}.{' '}
      <span className="gfc-muted">{t.nothingWritten}</span>
    </>
  );
}
