import type { Caller } from '../security/principal.ts';
import type { AuditEntry } from '../store/audit.ts';

/** What the audit keeps of somebody's call. */
export function auditEntry(
  { accountId, actor }: Caller,
  integrationId: string | null,
  action: 'RUN_STARTED' | 'RUN_CANCELLED' | 'CONTACT_FORGOTTEN',
  changes: AuditEntry['changes'],
): AuditEntry {
  return { accountId, integrationId, actor, action, changes };
}
