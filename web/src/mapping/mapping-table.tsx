import type { DiscoveredFields, Mapping, SuggestedRow } from '@goodfunds/shared';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '../api/trpc-context.ts';
import { useSpeech } from '../i18n/language-context.tsx';
import { useIntegration } from '../integration/integration-context.tsx';
import { withRow } from '../integration/settings.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { FieldLineRow } from './field-line-row.tsx';
import { MappingProblems } from './mapping-problems.tsx';
import { acceptSuggestions, type FieldLine, viewMapping } from './mapping-rows.ts';
import { SuggestionsNotice } from './suggestions-notice.tsx';
import { useOpenRow } from './use-open-row.ts';

type MappingTableProps = {
  fields: DiscoveredFields;
  mapping: Mapping;
  onMapping: (mapping: Mapping) => void;
};

/** All fields of GoodFunds with what they are written to. Suggestions fill in what is open. */
export function MappingTable({ fields, mapping, onMapping }: MappingTableProps) {
  const { texts } = useSpeech();
  const words = texts.mapping;
  const { integrationId, crm, requiredMapping } = useIntegration();
  const trpc = useTRPC();
  const announce = useAnnounce();
  const suggested = useQuery(
    trpc.config.suggestMapping.queryOptions({ integrationId }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  const { open, focusKey, openRow, closeRow, focusRow } = useOpenRow();
  const view = useMemo(
    () => viewMapping({ ...fields, mapping, requiredMapping, suggested: suggested.data?.rows ?? [] }),
    [fields, mapping, requiredMapping, suggested.data],
  );

  const accept = (rows: readonly SuggestedRow[]) => {
    onMapping(acceptSuggestions(mapping, rows));
    announce(words.suggestions.accepted(rows.length));
    const [first] = rows;
    if (first) focusRow(first.field, first.attribute);
  };

  const list = (title: string, lines: readonly FieldLine[]) =>
    lines.length > 0 && (
      <section className="gfc-card gfc-mapping" part="card">
        <div className="gfc-mapping-head">
          <h3>{title}</h3>
          <span className="gfc-mapping-crm">{crm}</span>
        </div>
        <ul className="gfc-lines">
          {lines.map((line) => (
            <FieldLineRow
              key={line.field.field}
              line={line}
              mapping={mapping}
              crmFields={fields.crmFields}
              open={open}
              focusKey={focusKey}
              onOpen={openRow}
              onClose={closeRow}
              onAccept={(suggestion) => accept([suggestion])}
              onMove={(field, from, to) => {
                const row = from === null ? undefined : mapping[from];
                const moved = { field, ...(row?.strategy && { strategy: row.strategy }) };
                onMapping(withRow(from === null ? mapping : withRow(mapping, from, null), to, moved));
                openRow({ field, attribute: to });
              }}
              onRow={(attribute, row) => onMapping(withRow(mapping, attribute, row))}
              onRemove={(field, attribute) => {
                onMapping(withRow(mapping, attribute, null));
                focusRow(field, null);
              }}
            />
          ))}
        </ul>
      </section>
    );

  return (
    <>
      <MappingProblems view={view} />
      {view.suggestions.length > 0 && (
        <SuggestionsNotice count={view.suggestions.length} onAcceptAll={() => accept(view.suggestions)} />
      )}
      {suggested.isError && <p className="gfc-muted">{words.suggestions.failed}</p>}
      {list(`${words.goodfunds} · ${words.standardGroup}`, view.standard)}
      {list(`${words.goodfunds} · ${words.customGroup}`, view.custom)}
    </>
  );
}
