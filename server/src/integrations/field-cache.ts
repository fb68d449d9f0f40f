import type { CrmField } from '@goodfunds/shared';
import { LRUCache } from 'lru-cache';
import type { Connections } from '../crm/connections.ts';
import { RetryableIntegrationError } from '../crm/integration-error.ts';
import type { Clock } from '../runtime/runtime.ts';
import type { IntegrationRecord } from '../store/integrations.ts';

type FetchedFields = { crmFields: CrmField[]; fetchedAtMs: number };

export type FieldCache = ReturnType<typeof createFieldCache>;

/** Long enough to edit a mapping, short enough that a new attribute appears without a refresh. */
const MAX_AGE_MS = 10 * 60_000;
/** Of the attributes as JSON: several of the largest discoveries, or hundreds of usual ones. */
export const MAX_CACHED_CHARACTERS = 64 * 1024 * 1024;

/** The attributes of an integration's environment. Concurrent callers share one discovery. */
export function createFieldCache(connections: Connections<IntegrationRecord>, clock: Clock) {
  const cache = new LRUCache<string, FetchedFields, IntegrationRecord>({
    maxSize: MAX_CACHED_CHARACTERS,
    sizeCalculation: ({ crmFields }) => JSON.stringify(crmFields).length,
    ttl: MAX_AGE_MS,
    ttlResolution: 0,
    ignoreFetchAbort: true,
    noDeleteOnFetchRejection: true,
    perf: clock,
    fetchMethod: async (_key, _stale, { context: integration }) => {
      const crmFields = await connections.open(integration).getAvailableContactFields();
      return { crmFields, fetchedAtMs: clock.now() };
    },
  });

  const load = async (integration: IntegrationRecord, forceRefresh: boolean, signal?: AbortSignal) => {
    const key = `${integration.id} ${integration.credentialsVersion}`;
    const fetched = await cache.forceFetch(key, { context: integration, forceRefresh });
    // The discovery goes on for the other callers; only this one is cancelled.
    if (signal?.aborted) throw new RetryableIntegrationError({ code: 'CANCELLED', cause: signal.reason });
    return fetched;
  };

  return {
    /** As discovered within the last ten minutes. */
    recent: (integration: IntegrationRecord, signal?: AbortSignal) => load(integration, false, signal),
    /** As they are now. */
    fetch: (integration: IntegrationRecord, signal?: AbortSignal) => load(integration, true, signal),
  };
}
