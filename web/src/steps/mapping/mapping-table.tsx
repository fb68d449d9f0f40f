import type { DiscoveredFields, Mapping, SuggestedRow } from '@goodfunds/shared';
import { useSpeech } from '../../i18n/language-context.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import { withRow } from '../../integration/settings.ts';
import { FieldLineRow } from './field-line-row.tsx';
import type { FieldLine, MappingView } from './mapping-rows.ts';
import type { OpenRowState } from './use-open-row.ts';

type MappingTableProps = {
  view: MappingView;
  fields: DiscoveredFields;
  mapping: Mapping;
  rows: OpenRowState;
  onMapping: (mapping: Mapping) => void;
  onAccept: (suggestion: SuggestedRow) => void;
};

/** All fields of GoodFunds with what they are written to. */
export function MappingTable({ view, fields, mapping, rows, onMapping, onAccept }: MappingTableProps) {
  const { texts } = useSpeech();
  const words = texts.mapping;
  const { crm } = useIntegration();

  const list = (title: string, lines: readonly FieldLine[]) =>
    lines.length > 0 && (
      <section className="gfc-card gfc-mapping">
        <div className="gfc-mapping-head">
          <h3>{title}</h3>
          <span>{crm}</span>
        </div>
        <ul className="gfc-lines">
          {lines.map((line) => (
            <FieldLineRow
              key={line.field.field}
              line={line}
              mapping={mapping}
              fields={fields}
              open={rows.open}
              turn={rows.turn}
              focusKey={rows.focusKey}
              onOpen={rows.openRow}
              onClose={rows.closeRow}
              onAccept={onAccept}
              onMove={(field, from, to) => {
                const row = from === null ? undefined : mapping[from];
                const moved = { field, ...(row?.strategy && { strategy: row.strategy }) };
                onMapping(withRow(from === null ? mapping : withRow(mapping, from, null), to, moved));
                rows.openRow({ field, attribute: to });
              }}
              onRow={(attribute, row) => onMapping(withRow(mapping, attribute, row))}
              onRemove={(field, attribute) => {
                onMapping(withRow(mapping, attribute, null));
                rows.focusRow(field, null);
              }}
            />
          ))}
        </ul>
      </section>
    );

  return (
    <>
      {list(`${words.goodfunds} · ${words.standardGroup}`, view.standard)}
      {list(`${words.goodfunds} · ${words.customGroup}`, view.custom)}
    </>
  );
}
