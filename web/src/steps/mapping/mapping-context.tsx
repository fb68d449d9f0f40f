import type { DiscoveredFields, Mapping, SuggestedRow, UpdateStrategy } from '@goodfunds/shared';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { useTRPC } from '../../api/trpc-context.ts';
import { useI18n } from '../../i18n/i18n-context.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import type { Settings } from '../../integration/settings.ts';
import { useAnnounce } from '../../ui/feedback/announcer.tsx';
import { createRequiredContext } from '../../ui/hooks/required-context.ts';
import { type MappingAction, type MappingState, type RowId, reduceMapping } from './model/mapping-state.ts';
import { type MappingView, viewMapping } from './model/mapping-view.ts';

type MappingContext = MappingState & {
  fields: DiscoveredFields;
  /** For rows without their own. */
  strategy: UpdateStrategy;
  view: MappingView;
  hasNoSuggestions: boolean;
  dispatch: (action: MappingAction) => void;
  /** Accepts suggestions and announces it; `focused` is the row that takes the focus, if any. */
  accept: (suggestions: readonly SuggestedRow[], focused?: RowId) => void;
};

const [Context, useMapping] = createRequiredContext<MappingContext>('useMapping');

export { useMapping };

export function isSameRow(row: RowId | null, field: string, attribute: string | null): boolean {
  return row?.field === field && row.attribute === attribute;
}

type MappingProviderProps = {
  fields: DiscoveredFields;
  mapping: Mapping;
  strategy: UpdateStrategy;
  onChange: (change: Partial<Settings>) => void;
  children: ReactNode;
};

/** The mapping of the draft, compared with the fields of both sides, and the row that is open. */
export function MappingProvider({ fields, mapping, strategy, onChange, children }: MappingProviderProps) {
  const { integrationId, requiredMapping } = useIntegration();
  const { texts } = useI18n();
  const announce = useAnnounce();
  const trpc = useTRPC();
  const suggested = useQuery(
    trpc.config.suggestMapping.queryOptions({ integrationId }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  const view = useMemo(
    () => viewMapping({ ...fields, mapping, requiredMapping, suggested: suggested.data?.rows ?? [] }),
    [fields, mapping, requiredMapping, suggested.data],
  );
  const [rows, setRows] = useState<Omit<MappingState, 'mapping'>>({ open: null, openings: 0, focused: null });
  const dispatch = (action: MappingAction) => {
    const { mapping: changed, ...next } = reduceMapping({ ...rows, mapping }, action);
    setRows(next);
    if (changed !== mapping) onChange({ mapping: changed });
  };
  const accept: MappingContext['accept'] = (suggestions, focused) => {
    dispatch({ type: 'ACCEPT', suggestions, focused: focused ?? null });
    announce(texts.mapping.suggestions.accepted(suggestions.length));
  };
  const context = {
    ...rows,
    mapping,
    fields,
    strategy,
    view,
    hasNoSuggestions: suggested.isError,
    dispatch,
    accept,
  };
  return <Context value={context}>{children}</Context>;
}
