import type { DiscoveredFields, Mapping, MappingRow, SuggestedRow } from '@goodfunds/shared';
import type { ReactNode } from 'react';
import { useSpeech } from '../../i18n/language-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { fieldLabel } from './field-label.ts';
import type { FieldLine } from './mapping-rows.ts';
import { OpenRowRemarks } from './row-remarks.tsx';
import { SuggestionRow } from './suggestion-row.tsx';
import { TargetEditor } from './target-editor.tsx';
import { TargetRow } from './target-row.tsx';
import { UnmappedRow } from './unmapped-row.tsx';
import { type OpenRow, rowKey } from './use-open-row.ts';

type FieldLineRowProps = {
  line: FieldLine;
  mapping: Mapping;
  fields: DiscoveredFields;
  open: OpenRow | null;
  turn: number;
  /** The row whose button takes the focus, because its editor has just closed. */
  focusKey: string | null;
  onOpen: (row: OpenRow) => void;
  onClose: () => void;
  onAccept: (suggestion: SuggestedRow) => void;
  onMove: (field: string, from: string | null, to: string) => void;
  onRow: (attribute: string, row: MappingRow) => void;
  onRemove: (field: string, attribute: string) => void;
};

/** A GoodFunds field on the left, everything it is written to on the right. */
export function FieldLineRow(props: FieldLineRowProps) {
  const { line, open, focusKey, onOpen, onAccept } = props;
  const { texts } = useSpeech();
  const { field, targets, suggestion } = line;
  const label = fieldLabel(texts.mapping, field.field);
  const isOpen = (attribute: string | null) => open?.field === field.field && open.attribute === attribute;
  const editor = (attribute: string | null, remarks: ReactNode = null) => (
    <TargetEditor
      key={`editor-${attribute}-${props.turn}`}
      source={field}
      attribute={attribute}
      mapping={props.mapping}
      fields={props.fields}
      onMove={(from, to) => props.onMove(field.field, from, to)}
      onRow={props.onRow}
      onRemove={(removed) => props.onRemove(field.field, removed)}
      onClose={props.onClose}
    >
      {remarks}
    </TargetEditor>
  );
  return (
    <li className="gfc-line" data-field={field.field}>
      <div className="gfc-source">
        <span className="gfc-strong">{label}</span>
        <span className="gfc-muted gfc-small">{texts.mapping.types[field.type]}</span>
      </div>
      <Icon name="arrow" />
      <div className="gfc-stack gfc-targets">
        {targets.map((target) =>
          isOpen(target.attribute) ? (
            editor(target.attribute, <OpenRowRemarks target={target} />)
          ) : (
            <TargetRow
              key={target.attribute}
              fieldLabel={label}
              target={target}
              takesFocus={focusKey === rowKey(field.field, target.attribute)}
              onEdit={() => onOpen({ field: field.field, attribute: target.attribute })}
            />
          ),
        )}
        {isOpen(null) && editor(null)}
        {targets.length === 0 && !isOpen(null) && suggestion && (
          <SuggestionRow
            fieldLabel={label}
            suggestion={suggestion}
            onAccept={() => onAccept(suggestion.row)}
            onOther={() => onOpen({ field: field.field, attribute: null })}
          />
        )}
        {targets.length === 0 && !isOpen(null) && !suggestion && (
          <UnmappedRow
            fieldLabel={label}
            takesFocus={focusKey === rowKey(field.field, null)}
            onAssign={() => onOpen({ field: field.field, attribute: null })}
          />
        )}
        {targets.length > 0 && open?.field === field.field && open.attribute !== null && (
          <Button
            small
            variant="quiet"
            icon="plus"
            aria-label={texts.mapping.addTargetFor(label)}
            onClick={() => onOpen({ field: field.field, attribute: null })}
          >
            {texts.mapping.addTarget}
          </Button>
        )}
      </div>
    </li>
  );
}
