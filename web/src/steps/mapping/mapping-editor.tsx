import { type DiscoveredFields, hasOwnRows, type Mapping, type SuggestedRow } from '@goodfunds/shared';
import { type ReactNode, useState } from 'react';
import { useSpeech } from '../../i18n/language-context.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import { useAnnounce } from '../../ui/announcer.tsx';
import { ContinueActions } from './continue-actions.tsx';
import { MappingProblems } from './mapping-problems.tsx';
import { MappingRemarks } from './mapping-remarks.tsx';
import { acceptSuggestions } from './mapping-rows.ts';
import { MappingTable } from './mapping-table.tsx';
import { SuggestionsNotice } from './suggestions-notice.tsx';
import { useMappingView } from './use-mapping-view.ts';
import { useOpenRow } from './use-open-row.ts';

type MappingEditorProps = {
  fields: DiscoveredFields;
  mapping: Mapping;
  /** Whether a mapping has been saved before; what is open then, somebody has left open. */
  isSaved: boolean;
  onMapping: (mapping: Mapping) => void;
  onContinue: () => void;
  /** How old the fields are, below the table. */
  children: ReactNode;
};

/** The table with what is suggested above it, what one should know below it, and the way on. */
export function MappingEditor(props: MappingEditorProps) {
  const { fields, mapping, isSaved, onMapping, onContinue, children } = props;
  const { texts } = useSpeech();
  const words = texts.mapping.suggestions;
  const { requiredMapping } = useIntegration();
  const announce = useAnnounce();
  const { view, hasNoSuggestions } = useMappingView(fields, mapping);
  const rows = useOpenRow();
  const [asked, setAsked] = useState(0);

  const openRow = (field: string, attribute: string) => rows.openRow({ field, attribute });
  const accept = (accepted: readonly SuggestedRow[]) => {
    onMapping(acceptSuggestions(mapping, accepted));
    announce(words.accepted(accepted.length));
  };
  const goOn = () => {
    if (view.blocking.length > 0) setAsked(asked + 1);
    else onContinue();
  };

  return (
    <>
      <MappingProblems view={view} asked={asked} onRow={openRow} />
      {view.suggestions.length > 0 && (
        <SuggestionsNotice
          count={view.suggestions.length}
          onAcceptAll={() => {
            accept(view.suggestions);
            const [first] = view.suggestions;
            if (first) rows.focusRow(first.field, first.attribute);
          }}
        />
      )}
      {hasNoSuggestions && <p className="gfc-muted">{words.failed}</p>}
      <MappingTable
        view={view}
        fields={fields}
        mapping={mapping}
        rows={rows}
        onMapping={onMapping}
        onAccept={(suggestion) => {
          accept([suggestion]);
          rows.focusRow(suggestion.field, suggestion.attribute);
        }}
      />
      {children}
      <MappingRemarks view={view} onRow={openRow} />
      <ContinueActions
        suggestions={isSaved ? 0 : view.suggestions.length}
        isMapped={hasOwnRows(requiredMapping, mapping)}
        onAcceptAndContinue={() => {
          accept(view.suggestions);
          goOn();
        }}
        onContinue={goOn}
      />
    </>
  );
}
