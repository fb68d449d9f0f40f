import type { CrmField } from '@goodfunds/shared';
import type { Clock } from '../runtime/runtime.ts';
import type { IntegrationRecord } from '../store/integration-store.ts';
import type { Connections } from './connections.ts';

type FetchedFields = { crmFields: CrmField[]; fetchedAtMs: number };

/** The attributes of an integration's environment, as they were found last. */
export interface FieldCache {
  recent(integration: IntegrationRecord, signal?: AbortSignal): Promise<FetchedFields>;
  /** As they are now. */
  fetch(integration: IntegrationRecord, signal?: AbortSignal): Promise<FetchedFields>;
}

/** Long enough for somebody at the mapping, short enough that a new attribute shows up by itself. */
const RECENT_MS = 10 * 60_000;
const MOST_KEPT = 200;

export function createFieldCache({
  connections,
  clock,
}: {
  connections: Connections;
  clock: Clock;
}): FieldCache {
  const kept = new Map<string, FetchedFields & { credentialsVersion: number }>();

  const fetch: FieldCache['fetch'] = async (integration, signal) => {
    // A port keeps what it discovered; only a new one looks again.
    connections.forget(integration.id);
    const port = await connections.open(integration);
    const crmFields = await port.getAvailableContactFields(signal);
    const fetched = { crmFields, fetchedAtMs: clock.now() };
    kept.delete(integration.id);
    kept.set(integration.id, { ...fetched, credentialsVersion: integration.credentialsVersion });
    for (const id of [...kept.keys()].slice(0, Math.max(0, kept.size - MOST_KEPT))) kept.delete(id);
    return fetched;
  };

  return {
    fetch,
    recent: async (integration, signal) => {
      const known = kept.get(integration.id);
      const usable =
        known?.credentialsVersion === integration.credentialsVersion &&
        clock.now() - known.fetchedAtMs < RECENT_MS;
      return usable ? known : await fetch(integration, signal);
    },
  };
}
