import {
  type ErrorCode,
  hasOwnRows,
  type IntegrationWithHealth,
  type Mapping,
  type Pause,
} from '@goodfunds/shared';
import { secretExpiry } from './secret-expiry.ts';

export type IntegrationState = 'ACTIVE' | 'RUNNING' | 'OFF' | 'SETUP' | 'PAUSED' | 'DOWN';

/** The one word for how an integration is doing; trouble first. */
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

export type Trouble =
  | { kind: 'PAUSED'; pause: Pause; runId: string }
  | { kind: 'DOWN'; code: ErrorCode }
  | { kind: 'SECRET_EXPIRED' | 'SECRET_EXPIRES'; day: string }
  | { kind: 'FAILED_ITEMS'; count: number };

/** What the person should know of, the most pressing first. */
export function troubles({ health, status }: IntegrationWithHealth, now: Date): Trouble[] {
  const found: Trouble[] = [];
  if (health.pausedRun) found.push({ kind: 'PAUSED', ...health.pausedRun });
  else if (status.status === 'DOWN' && status.code) found.push({ kind: 'DOWN', code: status.code });
  const day = health.secretExpiresOn;
  const isSaid = (health.pausedRun?.pause.code ?? status.code) === 'CLIENT_SECRET_EXPIRED';
  if (day !== null && !isSaid) {
    const { phase } = secretExpiry(day, now);
    if (phase === 'PAST') found.push({ kind: 'SECRET_EXPIRED', day });
    else if (phase === 'SOON') found.push({ kind: 'SECRET_EXPIRES', day });
  }
  // Where something more pressing is wrong, that is probably why.
  if (found.length === 0 && health.failedItems > 0)
    found.push({ kind: 'FAILED_ITEMS', count: health.failedItems });
  return found;
}
