import type { PauseReason } from '@goodfunds/shared';
import { and, asc, countDistinct, eq, gt, gte, inArray, ne, notExists, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { type AuditEntry, writeAudit } from './audit.ts';
import type { StoreContext } from './context.ts';
import { raiseEpoch, wantTask } from './lease-queue.ts';
import { resumeRuns } from './run-state.ts';
import { integrations, items, runs } from './schema.ts';
import type { Queries } from './sqlite/open.ts';
import { prepared } from './sqlite/prepared.ts';
import { emptyLog, wantScrub } from './sqlite/secure-erase.ts';

export type IntegrationRecord = typeof integrations.$inferSelect;

/** What `update` may change. A change of `credentials` or `secrets` is a change of the connection. */
export type IntegrationChange = Partial<
  Pick<
    IntegrationRecord,
    | 'name'
    | 'credentials'
    | 'secrets'
    | 'mapping'
    | 'strategy'
    | 'onAmbiguousMatch'
    | 'onDeletedInCrm'
    | 'enabled'
    | 'environmentId'
    | 'status'
    | 'changedBy'
  >
>;

type UpdateResult =
  | { kind: 'UPDATED'; integration: IntegrationRecord }
  | { kind: 'NOT_FOUND' }
  /** Somebody else was first. */
  | { kind: 'STALE_VERSION'; currentVersion: number }
  /** Another enabled integration of the account writes to this environment. */
  | { kind: 'ENVIRONMENT_IN_USE' };

export type IntegrationHealth = {
  openRunId: string | null;
  pausedRun: { runId: string; pause: NonNullable<(typeof runs.$inferSelect)['pause']> } | null;
  failedItems: number;
};

export interface IntegrationStore {
  /** Oldest first. */
  list(accountId: number): Promise<IntegrationRecord[]>;
  /** `null` for unknown and foreign ids alike. */
  find(accountId: number, integrationId: string): Promise<IntegrationRecord | null>;
  insert(integration: IntegrationRecord, audit: AuditEntry): Promise<void>;
  /**
   * One transaction: the change, its audit row, `version` + 1, paused runs of the given reasons opened again, and
   * a drain wanted. With changed credentials the epoch rises too, so that no commit of the old connection lands.
   */
  update(update: {
    accountId: number;
    integrationId: string;
    version: number;
    change: IntegrationChange;
    /** Of the credentials only what the connection does not need has changed. */
    sameConnection?: boolean;
    resumes: readonly PauseReason[];
    audit: AuditEntry;
  }): Promise<UpdateResult>;
  /** Removes the integration with its runs, items and task. `false` when there is none. */
  remove(accountId: number, integrationId: string, audit: AuditEntry): Promise<boolean>;
  /** Notes how a test went and opens paused runs of the given reasons. Neither a change nor a new version. */
  recordStatus(
    integrationId: string,
    status: IntegrationRecord['status'],
    resumes: readonly PauseReason[],
  ): Promise<void>;
  /** Notes which environment the credentials lead to. `false` when an enabled integration is there already. */
  recordEnvironment(integrationId: string, environmentId: string): Promise<boolean>;
  health(integrationId: string): Promise<IntegrationHealth>;
  /** The sealed secrets of all integrations of all accounts. */
  sealedSecrets(): Promise<SealedSecretsOfIntegration[]>;
  /**
   * Puts other envelopes of the same secrets in place of those that were read, in one transaction. Neither a change
   * nor a new version. Leaves alone what is no longer what was read, and answers how many it replaced.
   */
  replaceSealedSecrets(
    replacements: readonly { read: SealedSecretsOfIntegration; secrets: IntegrationRecord['secrets'] }[],
  ): Promise<number>;
}

type SealedSecretsOfIntegration = Pick<IntegrationRecord, 'id' | 'accountId' | 'secrets'>;

const HEALTH_PERIOD_MS = 7 * 24 * 3_600_000;

export function createIntegrationStore({
  database,
  write,
  clock,
  hints,
  transition,
}: StoreContext): IntegrationStore {
  return {
    list: async (accountId) =>
      database
        .select()
        .from(integrations)
        .where(eq(integrations.accountId, accountId))
        .orderBy(asc(integrations.createdAtMs), asc(integrations.id))
        .all(),

    find: async (accountId, integrationId) => findOne(database, accountId, integrationId) ?? null,

    insert: async (integration, entry) => {
      await write('insertIntegration', (queries) => {
        queries.insert(integrations).values(integration).run();
        writeAudit(queries, entry, clock.now());
      });
    },

    update: async ({ accountId, integrationId, version, change, sameConnection, resumes, audit }) => {
      const result = await write('updateIntegration', (queries): UpdateResult => {
        const current = findOne(queries, accountId, integrationId);
        if (!current) return { kind: 'NOT_FOUND' };
        if (current.version !== version) return { kind: 'STALE_VERSION', currentVersion: current.version };
        const reconnects = !sameConnection && (change.credentials ?? change.secrets) !== undefined;
        const next: IntegrationRecord = {
          ...current,
          ...change,
          version: current.version + 1,
          credentialsVersion: current.credentialsVersion + (reconnects ? 1 : 0),
          updatedAtMs: clock.now(),
        };
        if (isEnvironmentTaken(queries, next)) return { kind: 'ENVIRONMENT_IN_USE' };
        queries.update(integrations).set(next).where(eq(integrations.id, integrationId)).run();
        if (change.secrets) wantScrub(queries);
        if (reconnects || (current.enabled && !next.enabled)) raiseEpoch(queries, integrationId);
        resumeRuns({ queries, nowMs: clock.now(), hints, transition }, integrationId, resumes);
        wantTask(queries, integrationId, clock.now(), { now: true });
        writeAudit(queries, audit, clock.now());
        return { kind: 'UPDATED', integration: next };
      });
      hints.epochRaised(integrationId);
      hints.taskWanted();
      if (result.kind === 'UPDATED' && change.secrets) emptyLog(database);
      return result;
    },

    remove: async (accountId, integrationId, entry) => {
      const removed = await write('removeIntegration', (queries) => {
        if (!findOne(queries, accountId, integrationId)) return false;
        queries.delete(integrations).where(eq(integrations.id, integrationId)).run();
        wantScrub(queries);
        writeAudit(queries, entry, clock.now());
        return true;
      });
      hints.epochRaised(integrationId);
      if (removed) emptyLog(database);
      return removed;
    },

    recordStatus: async (integrationId, status, resumes) => {
      await write('recordStatus', (queries) => {
        queries.update(integrations).set({ status }).where(eq(integrations.id, integrationId)).run();
        resumeRuns({ queries, nowMs: clock.now(), hints, transition }, integrationId, resumes);
        if (resumes.length > 0) wantTask(queries, integrationId, clock.now(), { now: true });
      });
      if (resumes.length > 0) hints.taskWanted();
    },

    recordEnvironment: async (integrationId, environmentId) =>
      write('recordEnvironment', (queries) => {
        const current = queries.select().from(integrations).where(eq(integrations.id, integrationId)).get();
        if (!current || isEnvironmentTaken(queries, { ...current, environmentId })) return false;
        queries.update(integrations).set({ environmentId }).where(eq(integrations.id, integrationId)).run();
        return true;
      }),

    sealedSecrets: async () =>
      database
        .select({ id: integrations.id, accountId: integrations.accountId, secrets: integrations.secrets })
        .from(integrations)
        .all(),

    replaceSealedSecrets: async (replacements) => {
      const replaced = await write('replaceSealedSecrets', (queries) => {
        let changed = 0;
        for (const { read, secrets } of replacements) {
          changed += queries
            .update(integrations)
            .set({ secrets })
            .where(and(eq(integrations.id, read.id), eq(integrations.secrets, read.secrets)))
            .run().changes;
        }
        if (changed > 0) wantScrub(queries);
        return changed;
      });
      if (replaced > 0) emptyLog(database);
      return replaced;
    },

    health: async (integrationId) => {
      const open = database
        .select()
        .from(runs)
        .where(
          and(eq(runs.integrationId, integrationId), inArray(runs.status, ['QUEUED', 'RUNNING', 'PAUSED'])),
        )
        .orderBy(asc(runs.sequence))
        .all();
      const paused = open.find((run) => run.pause !== null);
      return {
        openRunId: open[0]?.id ?? null,
        pausedRun: paused?.pause ? { runId: paused.id, pause: paused.pause } : null,
        failedItems: countFailedContacts(database, integrationId, clock.now() - HEALTH_PERIOD_MS),
      };
    },
  };
}

function isEnvironmentTaken(queries: Queries, integration: IntegrationRecord): boolean {
  if (!integration.enabled || integration.environmentId === null) return false;
  const other = queries
    .select({ id: integrations.id })
    .from(integrations)
    .where(
      and(
        eq(integrations.accountId, integration.accountId),
        eq(integrations.environmentId, integration.environmentId),
        eq(integrations.enabled, true),
        sql`${integrations.id} <> ${integration.id}`,
      ),
    )
    .get();
  return other !== undefined;
}

/** Contacts that failed in the period and have not succeeded since. */
function countFailedContacts(queries: Queries, integrationId: string, sinceMs: number): number {
  const later = alias(items, 'later');
  const row = queries
    .select({ failed: countDistinct(items.contactId) })
    .from(runs)
    .innerJoin(items, and(eq(items.runId, runs.id), eq(items.outcome, 'FAILED')))
    .where(
      and(
        eq(runs.integrationId, integrationId),
        gte(runs.createdAtMs, sinceMs),
        notExists(
          queries
            .select({ id: later.id })
            .from(later)
            .where(
              and(
                eq(later.accountId, items.accountId),
                eq(later.contactId, items.contactId),
                eq(later.integrationId, integrationId),
                gt(later.id, items.id),
                eq(later.state, 'DONE'),
                ne(later.outcome, 'FAILED'),
              ),
            ),
        ),
      ),
    )
    .get();
  return row?.failed ?? 0;
}

/** For drains, which know an integration by its id alone. */
export function findIntegrationById(queries: Queries, integrationId: string): IntegrationRecord | undefined {
  return byIdQuery(queries).get({ integrationId });
}

const byIdQuery = prepared((queries) =>
  queries
    .select()
    .from(integrations)
    .where(eq(integrations.id, sql.placeholder('integrationId')))
    .prepare(),
);

/** For callers, who see those of their own account only. */
function findOne(queries: Queries, accountId: number, integrationId: string): IntegrationRecord | undefined {
  return ownQuery(queries).get({ accountId, integrationId });
}

const ownQuery = prepared((queries) =>
  queries
    .select()
    .from(integrations)
    .where(
      and(
        eq(integrations.accountId, sql.placeholder('accountId')),
        eq(integrations.id, sql.placeholder('integrationId')),
      ),
    )
    .prepare(),
);
