import type { Preview } from '@goodfunds/shared';
import { failureWords, withLabel } from '../../i18n/failure-words.ts';
import { useSpeech } from '../../i18n/language-context.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import { Badge } from '../../ui/badge.tsx';
import { OUTCOME_TONES } from '../sync/outcome-tones.ts';
import { ReasonText } from '../sync/reason-text.tsx';
import { PreviewChanges } from './preview-changes.tsx';

type PreviewOutcome = Preview['outcomes'][number];

/** One contact of a preview: what would become of it and why, and on demand every field. */
export function PreviewContact({ outcome, isOpen }: { outcome: PreviewOutcome; isOpen: boolean }) {
  const { texts } = useSpeech();
  const words = texts.strategy.preview;
  const written = outcome.changes.filter((change) => change.written).length;
  return (
    <li>
      <details
        className="gfc-preview-contact"
        data-contact={outcome.contactId}
        data-outcome={outcome.outcome}
        open={isOpen}
      >
        <summary className="gfc-row">
          <span className="gfc-preview-who">
            <span className="gfc-strong">{outcome.name || outcome.email || outcome.contactId}</span>
            {outcome.name !== '' && (
              <span className="gfc-muted">{outcome.email || words.choice.noEmail}</span>
            )}
          </span>
          <span className="gfc-muted gfc-small">{written > 0 && words.changes(written)}</span>
          <Badge tone={OUTCOME_TONES[outcome.outcome]}>
            {words.outcome[outcome.outcome] ?? texts.common.unknown}
          </Badge>
        </summary>
        <div className="gfc-stack gfc-preview-body gfc-codes">
          <PreviewReason outcome={outcome} />
          {outcome.changes.length > 0 && (
            <PreviewChanges changes={outcome.changes} isHeldBack={outcome.outcome === 'FAILED'} />
          )}
        </div>
      </details>
    </li>
  );
}

function PreviewReason({ outcome }: { outcome: PreviewOutcome }) {
  const { texts } = useSpeech();
  const { labels } = useIntegration();
  const words = texts.strategy.preview;
  const { outcome: kind, candidates, warnings } = outcome;
  return (
    <>
      {kind === 'SKIPPED' || kind === 'FAILED' ? (
        <ReasonText of={outcome} />
      ) : (
        <p className="gfc-muted">{words.because[kind]}</p>
      )}
      {candidates.length > 0 && (
        <p className="gfc-muted gfc-small">
          {words.candidates}:{' '}
          {candidates.map((candidate) => (
            <code key={candidate}>{candidate}</code>
          ))}
        </p>
      )}
      {warnings.map(({ code, params }) => (
        <p key={`${code} ${String(params['attribute'])}`} className="gfc-small">
          <span className="gfc-strong">{words.warning}</span>{' '}
          {failureWords(texts, code, withLabel(params, labels)).title}
        </p>
      ))}
    </>
  );
}
