import type { AttributeChange, Preview } from '@goodfunds/shared';
import { useSpeech } from '../i18n/language-context.tsx';
import { useIntegration } from '../integration/integration-context.tsx';
import { OUTCOME_TONES } from '../sync/outcome-tones.ts';
import { reasonWords } from '../sync/reason-words.ts';
import { Badge } from '../ui/badge.tsx';

type PreviewOutcome = Preview['outcomes'][number];

/** One contact of a preview: what would become of it, and on demand every field with the reason. */
export function PreviewContact({ outcome }: { outcome: PreviewOutcome }) {
  const { texts } = useSpeech();
  const { labels } = useIntegration();
  const words = texts.strategy.preview;
  const written = outcome.changes.filter((change) => change.written).length;
  const reason = reasonWords(texts, outcome, labels);
  return (
    <li>
      <details className="gfc-preview-contact">
        <summary>
          <span className="gfc-preview-who">
            <span className="gfc-strong">{outcome.name || outcome.email || outcome.contactId}</span>
            {outcome.name !== '' && <span className="gfc-muted">{outcome.email}</span>}
          </span>
          <span className="gfc-muted gfc-small">{written > 0 && words.changes(written)}</span>
          <Badge tone={OUTCOME_TONES[outcome.outcome]}>{words.outcome[outcome.outcome]}</Badge>
        </summary>
        {reason && (
          <p className="gfc-preview-reason">
            {reason.title} {reason.next}
          </p>
        )}
        {outcome.changes.length > 0 && <PreviewChanges changes={outcome.changes} />}
      </details>
    </li>
  );
}

function PreviewChanges({ changes }: { changes: readonly AttributeChange[] }) {
  const { texts } = useSpeech();
  const { labels } = useIntegration();
  const words = texts.strategy.preview;
  return (
    <div className="gfc-preview-table">
      <table className="gfc-table" part="table">
        <thead>
          <tr>
            <th scope="col">{words.attribute}</th>
            <th scope="col">{words.before}</th>
            <th scope="col">{words.after}</th>
            <th scope="col">{words.why}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.attribute} data-written={change.written || undefined}>
              <th scope="row">{labels.get(change.attribute) ?? change.attribute}</th>
              <td>
                <Value value={change.before} />
              </td>
              <td>
                <Value value={change.written ? change.after : change.before} />
              </td>
              <td className="gfc-muted">{words.reasons[change.reason]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

function Value({ value }: { value: AttributeChange['before'] }) {
  const { texts, format } = useSpeech();
  if (value === null || value === '') return <span className="gfc-muted">{texts.common.empty}</span>;
  if (typeof value === 'boolean') return value ? texts.common.yes : texts.common.no;
  return typeof value === 'string' && ISO_DAY.test(value) ? format.day(value) : String(value);
}
