import { type AttributeChange, type CrmField, ownProperty, type Preview } from '@goodfunds/shared';
import { failureMessage, withLabel } from '../../../i18n/failure-message.ts';
import { useI18n } from '../../../i18n/i18n-context.tsx';
import { useIntegration } from '../../../integration/integration-context.tsx';
import { CandidateIds, outcomeTone, ReasonText } from '../../../integration/outcomes.tsx';
import { useFields } from '../../../integration/use-fields.ts';
import { Badge } from '../../../ui/badge.tsx';
import { formatCrmValue } from './crm-value.ts';

type PreviewOutcome = Preview['outcomes'][number];

/** The outcome for one contact with its reason, and every attribute on demand. */
export function PreviewContact({ outcome, isOpen }: { outcome: PreviewOutcome; isOpen: boolean }) {
  const { texts } = useI18n();
  const t = texts.strategy.preview;
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
            {outcome.name !== '' && <span className="gfc-muted">{outcome.email || t.choice.noEmail}</span>}
          </span>
          <span className="gfc-muted gfc-small">{written > 0 && t.changes(written)}</span>
          <Badge tone={outcomeTone(outcome.outcome)}>
            {ownProperty(t.outcome, outcome.outcome) ?? texts.common.unknown}
          </Badge>
        </summary>
        <div className="gfc-stack gfc-indented gfc-preview-body gfc-codes">
          <PreviewReason outcome={outcome} />
          {outcome.changes.length > 0 && <Changes outcome={outcome} />}
        </div>
      </details>
    </li>
  );
}

function PreviewReason({ outcome }: { outcome: PreviewOutcome }) {
  const { texts } = useI18n();
  const { labels } = useIntegration();
  const t = texts.strategy.preview;
  const { outcome: kind, candidates, warnings } = outcome;
  return (
    <>
      {kind === 'SKIPPED' || kind === 'FAILED' ? (
        <ReasonText of={outcome} />
      ) : (
        <p className="gfc-muted">{ownProperty(t.because, kind)}</p>
      )}
      <CandidateIds label={t.candidates} ids={candidates} />
      {warnings.map(({ code, params }) => (
        <p key={`${code} ${String(params['attribute'])}`} className="gfc-small">
          <span className="gfc-strong">{t.warning}</span>{' '}
          {failureMessage(texts, code, withLabel(params, labels)).title}
        </p>
      ))}
    </>
  );
}

const WOULD_BE_WRITTEN: ReadonlySet<AttributeChange['reason']> = new Set([
  'NEW_CONTACT',
  'CHANGED',
  'EMPTY_IN_CRM',
  'CONFLICT_OVERWRITTEN',
]);

function Changes({ outcome: { outcome, changes } }: { outcome: PreviewOutcome }) {
  const t = useI18n().texts.strategy.preview;
  const { labels, integrationId } = useIntegration();
  const { query } = useFields(integrationId);
  const fields = new Map(query.data?.crmFields.map((field) => [field.attribute, field]));
  // One value that does not fit keeps the whole contact from being written.
  const isHeldBack = ({ written, reason }: AttributeChange) =>
    outcome === 'FAILED' && !written && WOULD_BE_WRITTEN.has(reason);
  return (
    <table className="gfc-table gfc-preview-table" part="table">
      <thead>
        <tr>
          <th scope="col">{t.attribute}</th>
          <th scope="col">{t.before}</th>
          <th scope="col">{t.after}</th>
          <th scope="col">{t.why}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => {
          const field = fields.get(change.attribute);
          return (
            <tr
              key={change.attribute}
              data-attribute={change.attribute}
              data-written={change.written || undefined}
              data-refused={change.reason === 'REFUSED' || undefined}
            >
              <th scope="row">{labels.get(change.attribute) ?? change.attribute}</th>
              <td data-label={t.before}>
                <Value value={change.before} field={field} />
              </td>
              <td data-label={t.after}>
                <Value value={change.written ? change.after : change.before} field={field} />
              </td>
              <td>{isHeldBack(change) ? t.heldBack : ownProperty(t.reasons, change.reason)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Value({ value, field }: { value: AttributeChange['before']; field: CrmField | undefined }) {
  const speech = useI18n();
  return (
    formatCrmValue(value, field, speech) ?? <span className="gfc-muted">{speech.texts.common.empty}</span>
  );
}
