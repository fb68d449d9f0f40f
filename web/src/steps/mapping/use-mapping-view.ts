import type { DiscoveredFields, Mapping } from '@goodfunds/shared';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '../../api/trpc-context.ts';
import { useIntegration } from '../../integration/integration-context.tsx';
import { viewMapping } from './mapping-rows.ts';

/** The mapping as it stands on the screen, held against the fields of both sides, with what is suggested. */
export function useMappingView(fields: DiscoveredFields, mapping: Mapping) {
  const { integrationId, requiredMapping } = useIntegration();
  const trpc = useTRPC();
  const suggested = useQuery(
    trpc.config.suggestMapping.queryOptions({ integrationId }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  const view = useMemo(
    () => viewMapping({ ...fields, mapping, requiredMapping, suggested: suggested.data?.rows ?? [] }),
    [fields, mapping, requiredMapping, suggested.data],
  );
  return { view, hasNoSuggestions: suggested.isError };
}
