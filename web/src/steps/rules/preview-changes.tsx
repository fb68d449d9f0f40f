import type { AttributeChange, CrmField } from '@goodfunds/shared';
import { useSpeech } from '../../i18n/language-context.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import { useFields } from '../../integration/use-fields.ts';
import { crmValueWords } from './crm-value-words.ts';

type PreviewChangesProps = {
  changes: readonly AttributeChange[];
  /** A value that does not fit keeps the whole contact from being written. */
  isHeldBack: boolean;
};

/** Every mapped attribute of a contact, before and after, and why. */
export function PreviewChanges({ changes, isHeldBack }: PreviewChangesProps) {
  const { texts } = useSpeech();
  const { labels, integrationId } = useIntegration();
  const { query } = useFields(integrationId);
  const fields = new Map(query.data?.crmFields.map((field) => [field.attribute, field]));
  const words = texts.strategy.preview;
  const why = ({ written, reason }: AttributeChange) =>
    isHeldBack && !written && WOULD_BE_WRITTEN.has(reason) ? words.heldBack : words.reasons[reason];
  return (
    <table className="gfc-table gfc-preview-table" part="table">
      <thead>
        <tr>
          <th scope="col">{words.attribute}</th>
          <th scope="col">{words.before}</th>
          <th scope="col">{words.after}</th>
          <th scope="col">{words.why}</th>
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
              <td data-label={words.before}>
                <Value value={change.before} field={field} />
              </td>
              <td data-label={words.after}>
                <Value value={change.written ? change.after : change.before} field={field} />
              </td>
              <td>{why(change)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const WOULD_BE_WRITTEN: ReadonlySet<AttributeChange['reason']> = new Set([
  'NEW_CONTACT',
  'CHANGED',
  'EMPTY_IN_CRM',
]);

function Value({ value, field }: { value: AttributeChange['before']; field: CrmField | undefined }) {
  const speech = useSpeech();
  const words = crmValueWords(value, field, speech);
  return words ?? <span className="gfc-muted">{speech.texts.common.empty}</span>;
}
