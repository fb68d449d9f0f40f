import { useI18n } from '../../../i18n/i18n-context.tsx';
import { useIntegration } from '../../../integration/integration-context.tsx';
import { Button } from '../../../ui/controls/button.tsx';
import { useFocusWhen } from '../../../ui/hooks/focus.ts';
import { Icon } from '../../../ui/icon.tsx';
import { isSameRow, useMapping } from '../mapping-context.tsx';
import { fieldLabel } from '../messages.ts';
import type { FieldLine, Suggestion } from '../model/mapping-view.ts';
import { RowEditor } from './row-editor.tsx';
import { RowRemarks, TargetRow } from './target-row.tsx';

/** A GoodFunds field on the left, everything it is written to on the right. */
export function FieldRow({ line: { field, targets, suggestion } }: { line: FieldLine }) {
  const { texts } = useI18n();
  const { open, openings, dispatch } = useMapping();
  const label = fieldLabel(texts.mapping, field.field);
  const isOpen = (attribute: string | null) => isSameRow(open, field.field, attribute);
  const openNew = () => dispatch({ type: 'OPEN', row: { field: field.field, attribute: null } });
  return (
    <li className="gfc-line" data-field={field.field}>
      <div className="gfc-inline gfc-source">
        <span className="gfc-strong">{label}</span>
        <span className="gfc-muted gfc-small">{texts.mapping.types[field.type]}</span>
      </div>
      <Icon name="arrow" />
      <div className="gfc-stack gfc-start gfc-targets">
        {targets.map((target) =>
          isOpen(target.attribute) ? (
            <RowEditor key={`editor ${openings}`} field={field} target={target} />
          ) : (
            <TargetRow key={target.attribute} field={field} target={target} />
          ),
        )}
        {isOpen(null) && <RowEditor key={`editor ${openings}`} field={field} target={null} />}
        {targets.length === 0 &&
          !isOpen(null) &&
          (suggestion ? (
            <SuggestionRow fieldLabel={label} suggestion={suggestion} onOther={openNew} />
          ) : (
            <UnmappedRow field={field.field} fieldLabel={label} onAssign={openNew} />
          ))}
        {open?.field === field.field && open.attribute !== null && targets.length > 0 && (
          <Button
            small
            variant="quiet"
            icon="plus"
            aria-label={texts.mapping.addTargetFor(label)}
            onClick={openNew}
          >
            {texts.mapping.addTarget}
          </Button>
        )}
      </div>
    </li>
  );
}

type SuggestionRowProps = { fieldLabel: string; suggestion: Suggestion; onOther: () => void };

function SuggestionRow({ fieldLabel, suggestion: { row, risks }, onOther }: SuggestionRowProps) {
  const { texts } = useI18n();
  const { labels } = useIntegration();
  const { accept } = useMapping();
  const t = texts.mapping;
  const label = labels.get(row.attribute) ?? row.attribute;
  return (
    <div className="gfc-target gfc-suggestion">
      <div className="gfc-stack gfc-tight gfc-target-name">
        <span>
          {label} {label !== row.attribute && <code>{row.attribute}</code>}
        </span>
        <span className="gfc-small gfc-suggestion-reason">
          <Icon name="sparkle" />
          {t.suggestions.label}: {t.suggestionReasons[row.reason]}
        </span>
        <RowRemarks problem={null} risks={risks} />
      </div>
      <span className="gfc-row-actions">
        <Button
          small
          onClick={() => accept([row], row)}
          aria-label={t.suggestions.acceptOne(fieldLabel, label)}
        >
          {t.suggestions.accept}
        </Button>
        <Button small variant="quiet" onClick={onOther} aria-label={t.suggestions.changeOne(fieldLabel)}>
          {texts.common.change}
        </Button>
      </span>
    </div>
  );
}

type UnmappedRowProps = { field: string; fieldLabel: string; onAssign: () => void };

function UnmappedRow({ field, fieldLabel, onAssign }: UnmappedRowProps) {
  const { texts } = useI18n();
  const { focused } = useMapping();
  const button = useFocusWhen<HTMLButtonElement>(isSameRow(focused, field, null));
  return (
    <div className="gfc-target">
      <span className="gfc-muted">{texts.mapping.notMapped}</span>
      <Button small ref={button} aria-label={texts.mapping.assignField(fieldLabel)} onClick={onAssign}>
        {texts.mapping.assign}
      </Button>
    </div>
  );
}
