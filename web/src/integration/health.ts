import {
  type ErrorCode,
  hasOwnRows,
  type IntegrationWithHealth,
  type Mapping,
  type Pause,
  type ProviderDescriptor,
} from '@goodfunds/shared';
import { secretExpiry } from './secret-expiry.ts';

export type IntegrationState = 'ACTIVE' | 'RUNNING' | 'OFF' | 'SETUP' | 'PAUSED' | 'DOWN';

/** The state of an integration; problems first. */
export function integrationState(
  integration: IntegrationWithHealth,
  requiredMapping: Mapping,
): IntegrationState {
  const { enabled, health, status } = integration;
  if (!enabled && !hasOwnRows(requiredMapping, integration.mapping)) return 'SETUP';
  if (health.pausedRun) return 'PAUSED';
  if (status.status === 'DOWN') return 'DOWN';
  if (!enabled) return 'OFF';
  return health.openRunId === null ? 'ACTIVE' : 'RUNNING';
}

export type Alert =
  | { kind: 'PAUSED'; pause: Pause; runId: string }
  | { kind: 'DOWN'; code: ErrorCode }
  | { kind: 'SECRET_EXPIRED' | 'SECRET_EXPIRES'; day: string }
  | { kind: 'FAILED_ITEMS'; count: number };

/** What the person should know, the most urgent first. */
export function alertsOf({ health, status }: IntegrationWithHealth, now: Date): Alert[] {
  const found: Alert[] = [];
  if (health.pausedRun) found.push({ kind: 'PAUSED', ...health.pausedRun });
  else if (status.status === 'DOWN' && status.code) found.push({ kind: 'DOWN', code: status.code });
  const day = health.secretExpiresOn;
  const isReported = (health.pausedRun?.pause.code ?? status.code) === 'CLIENT_SECRET_EXPIRED';
  if (day !== null && !isReported) {
    const { phase } = secretExpiry(day, now);
    if (phase === 'PAST') found.push({ kind: 'SECRET_EXPIRED', day });
    else if (phase === 'SOON') found.push({ kind: 'SECRET_EXPIRES', day });
  }
  // A more urgent problem probably explains the failed contacts.
  if (found.length === 0 && health.failedItems > 0)
    found.push({ kind: 'FAILED_ITEMS', count: health.failedItems });
  return found;
}

/** The rows that every mapping of the provider has; none for a provider that is no longer offered. */
export function requiredMappingOf(provider: string, providers: readonly ProviderDescriptor[]): Mapping {
  return providers.find(({ id }) => id === provider)?.requiredMapping ?? {};
}
