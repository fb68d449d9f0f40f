import { audit } from './schema.ts';
import type { Queries } from './sqlite/open.ts';

/** Who did what; written in the same transaction as the change itself. */
export type AuditEntry = {
  accountId: number;
  integrationId: string | null;
  actor: string;
  action: string;
  /** What changed, secrets as fingerprints only. */
  changes: Record<string, unknown>;
};

export function writeAudit(queries: Queries, entry: AuditEntry, atMs: number): void {
  queries
    .insert(audit)
    .values({ ...entry, atMs })
    .run();
}
