import type { ContactField, DiscoveredFields, Mapping, MappingRow } from '@goodfunds/shared';
import { type ReactNode, useMemo } from 'react';
import { useSpeech } from '../../i18n/language-context.tsx';
import { Button } from '../../ui/button.tsx';
import { AttributeBadges } from './attribute-badges.tsx';
import { AttributeCombobox } from './attribute-combobox.tsx';
import { RowStrategySelect } from './row-strategy-select.tsx';
import { attributeOptions } from './search-attributes.ts';
import { TranslationEditor } from './translation-editor.tsx';
import { canTranslate } from './value-translation.ts';

type TargetEditorProps = {
  source: ContactField;
  /** `null` for a row that does not exist yet. */
  attribute: string | null;
  mapping: Mapping;
  fields: DiscoveredFields;
  onMove: (from: string | null, to: string) => void;
  onRow: (attribute: string, row: MappingRow) => void;
  onRemove: (attribute: string) => void;
  onClose: () => void;
  /** What is to be said of the row as it is. */
  children: ReactNode;
};

/** One row opened: where the value goes, and, if wanted, by which rule and in which words. */
export function TargetEditor(props: TargetEditorProps) {
  const { source, attribute, mapping, onMove, onRow, onRemove, onClose, children } = props;
  const { crmFields, seen } = props.fields;
  const { texts, language } = useSpeech();
  const options = useMemo(
    () => attributeOptions({ crmFields, mapping, current: attribute, sourceType: source.type, language }),
    [crmFields, mapping, attribute, source.type, language],
  );
  const row = attribute === null ? undefined : mapping[attribute];
  const crmField = crmFields.find((field) => field.attribute === attribute);

  return (
    <div className="gfc-stack gfc-editor">
      <AttributeCombobox
        options={options}
        attribute={attribute}
        onChoose={(chosen) => onMove(attribute, chosen)}
      />
      {crmField && <AttributeBadges field={crmField} />}
      {children}
      {row && attribute !== null && crmField && canTranslate(crmField) && (
        <TranslationEditor
          key={attribute}
          field={crmField}
          row={row}
          seen={seen[source.field]}
          onChange={(values) => onRow(attribute, { ...row, values })}
        />
      )}
      {row && attribute !== null && (
        <RowStrategySelect
          value={row.strategy ?? null}
          onChange={(chosen) => onRow(attribute, { ...row, strategy: chosen })}
        />
      )}
      <div className="gfc-actions">
        <Button small variant={row ? 'primary' : 'secondary'} onClick={onClose}>
          {row ? texts.mapping.done : texts.common.cancel}
        </Button>
        {attribute !== null && (
          <Button small variant="quiet" icon="close" onClick={() => onRemove(attribute)}>
            {texts.mapping.removeRow}
          </Button>
        )}
      </div>
    </div>
  );
}
