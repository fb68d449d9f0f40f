import { useSpeech } from '../../i18n/language-context.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import { Button } from '../../ui/button.tsx';
import { fieldLabel } from './field-label.ts';

type RowListProps = {
  /** `field` is `null` where an attribute has no row. */
  rows: readonly { field: string | null; attribute: string; text: string }[];
  onRow: (field: string, attribute: string) => void;
};

/** Remarks on rows, each with the way to its row. */
export function RowList({ rows, onRow }: RowListProps) {
  const { texts } = useSpeech();
  const { labels, requiredMapping } = useIntegration();
  const words = texts.mapping.problems;
  return (
    <ul className="gfc-row-list">
      {rows.map(({ field, attribute, text }) => {
        const label = labels.get(attribute) ?? attribute;
        const title = field === null ? label : `${fieldLabel(texts.mapping, field)} → ${label}`;
        return (
          <li key={`${attribute} ${text}`} className="gfc-row gfc-between">
            <span>
              <span className="gfc-strong">{title}</span>: {text}
            </span>
            {field !== null && !Object.hasOwn(requiredMapping, attribute) && (
              <Button small aria-label={words.toRowOf(title)} onClick={() => onRow(field, attribute)}>
                {words.toRow}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
