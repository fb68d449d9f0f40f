import type { Change } from './context.ts';
import { audit } from './schema.ts';

type AuditAction =
  | 'INTEGRATION_CREATED'
  | 'INTEGRATION_UPDATED'
  | 'INTEGRATION_REMOVED'
  | 'RUN_STARTED'
  | 'RUN_CANCELLED'
  | 'REVIEWS_DECIDED'
  | 'CONTACT_FORGOTTEN';

/** Who did what. */
export type AuditEntry = {
  accountId: number;
  integrationId: string | null;
  actor: string;
  action: AuditAction;
  /** Secrets appear as fingerprints only. */
  changes: Record<string, unknown>;
};

/** An entry about what the caller did. */
export function auditEntry(
  { accountId, actor }: Pick<AuditEntry, 'accountId' | 'actor'>,
  integrationId: string | null,
  action: AuditAction,
  changes: AuditEntry['changes'],
): AuditEntry {
  return { accountId, integrationId, actor, action, changes };
}

/** Writes the entry in the transaction of the change that it records. */
export function writeAudit({ queries, nowMs }: Change, entry: AuditEntry): void {
  queries
    .insert(audit)
    .values({ ...entry, atMs: nowMs })
    .run();
}
