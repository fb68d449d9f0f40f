import type { IntegrationWithHealth, PauseReason } from '@goodfunds/shared';
import {
  and,
  asc,
  count,
  countDistinct,
  desc,
  eq,
  gt,
  gte,
  isNotNull,
  ne,
  notExists,
  sql,
} from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { notFound } from '../runtime/use-case-error.ts';
import { type AuditEntry, writeAudit } from './audit.ts';
import type { StoreContext } from './context.ts';
import { dueTimes } from './due-times.ts';
import { raiseEpoch, requestDrain } from './lease-queue.ts';
import { openRuns, resumeRuns } from './run-state.ts';
import { createRun, hasContacts, type NewRun } from './runs.ts';
import { integrations, items, keyCanary, memoryKey, reviews, runs } from './schema.ts';
import { prepared, type Queries } from './sqlite/queries.ts';
import { eraseDeleted } from './sqlite/secure-erase.ts';

export type IntegrationRecord = typeof integrations.$inferSelect;

/** The columns that a caller of `update` can change. */
export type IntegrationChange = Partial<
  Omit<
    IntegrationRecord,
    'id' | 'accountId' | 'provider' | 'credentialsVersion' | 'version' | 'createdAtMs' | 'updatedAtMs'
  >
>;

type UpdateResult =
  | { kind: 'UPDATED'; integration: IntegrationRecord }
  | { kind: 'NOT_FOUND' }
  /** Another update came first. */
  | { kind: 'STALE_VERSION'; currentVersion: number }
  /** Another enabled integration of the account writes to this environment. */
  | { kind: 'ENVIRONMENT_IN_USE' };

export type IntegrationHealth = Omit<IntegrationWithHealth['health'], 'nextRunAt' | 'secretExpiresOn'>;

type SealedSecrets = Pick<IntegrationRecord, 'id' | 'accountId' | 'secrets'>;

/** Every push adds its contacts to a run of each enabled integration. */
export const MAX_INTEGRATIONS_PER_ACCOUNT = 20;

const HEALTH_PERIOD_MS = 7 * 24 * 3_600_000;

export function createIntegrationStore({ database, write, clock }: StoreContext) {
  return {
    /** Oldest first. */
    list: async (accountId: number): Promise<IntegrationRecord[]> =>
      database
        .select()
        .from(integrations)
        .where(eq(integrations.accountId, accountId))
        .orderBy(asc(integrations.createdAtMs), asc(integrations.id))
        .all(),

    /** `null` for unknown ids and ids of other accounts. */
    find: async (accountId: number, integrationId: string): Promise<IntegrationRecord | null> =>
      findOwn(database, accountId, integrationId) ?? null,

    /** Rejects with NOT_FOUND for unknown ids and ids of other accounts alike. */
    require: async (accountId: number, integrationId: string): Promise<IntegrationRecord> => {
      const integration = findOwn(database, accountId, integrationId);
      if (!integration) throw notFound();
      return integration;
    },

    /** `false` if the account has as many integrations as possible. */
    insert: async (integration: IntegrationRecord, audit: AuditEntry): Promise<boolean> =>
      await write('insertIntegration', (change) => {
        const { queries } = change;
        const ownIntegrations = eq(integrations.accountId, integration.accountId);
        const existing = queries.select({ count: count() }).from(integrations).where(ownIntegrations).get();
        if (existing && existing.count >= MAX_INTEGRATIONS_PER_ACCOUNT) return false;
        queries.insert(integrations).values(integration).run();
        writeAudit(change, audit);
        return true;
      }),

    /**
     * Applies the changes, increases the version, resumes runs that are paused for one of the reasons, starts a run and
     * requests a drain. Changed credentials also raise the epoch, so that nothing is committed over the old connection.
     */
    update: async (update: {
      accountId: number;
      integrationId: string;
      version: number;
      change: IntegrationChange;
      /** The changed credentials do not concern the connection. */
      sameConnection?: boolean;
      resumes: readonly PauseReason[];
      /** Created with the change if the account has stored contacts. */
      startsRun?: NewRun;
      audit: AuditEntry;
    }): Promise<UpdateResult> =>
      await write('updateIntegration', (change): UpdateResult => {
        const { queries, nowMs } = change;
        const { integrationId, change: columns } = update;
        const current = findOwn(queries, update.accountId, integrationId);
        if (!current) return { kind: 'NOT_FOUND' };
        if (current.version !== update.version)
          return { kind: 'STALE_VERSION', currentVersion: current.version };
        const reconnects = !update.sameConnection && (columns.credentials ?? columns.secrets) !== undefined;
        const next: IntegrationRecord = {
          ...current,
          ...columns,
          version: current.version + 1,
          credentialsVersion: current.credentialsVersion + (reconnects ? 1 : 0),
          updatedAtMs: nowMs,
        };
        if (columns.schedule || current.enabled !== next.enabled) Object.assign(next, dueTimes(next, nowMs));
        if (isEnvironmentTaken(queries, next)) return { kind: 'ENVIRONMENT_IN_USE' };
        queries.update(integrations).set(next).where(eq(integrations.id, integrationId)).run();
        if (columns.secrets) eraseDeleted(change);
        if (reconnects || (current.enabled && !next.enabled)) raiseEpoch(change, integrationId);
        resumeRuns(change, integrationId, update.resumes);
        if (update.startsRun && hasContacts(queries, update.accountId))
          createRun(change, update.startsRun, null);
        requestDrain(change, integrationId, { now: true });
        writeAudit(change, update.audit);
        return { kind: 'UPDATED', integration: next };
      }),

    /** Removes the integration with its runs, items and task. `false` if there is none. */
    remove: async (accountId: number, integrationId: string, audit: AuditEntry): Promise<boolean> =>
      await write('removeIntegration', (change) => {
        if (!findOwn(change.queries, accountId, integrationId)) return false;
        change.queries.delete(integrations).where(eq(integrations.id, integrationId)).run();
        change.notify(`lease-revoked:${integrationId}`);
        eraseDeleted(change);
        writeAudit(change, audit);
        return true;
      }),

    /** Stores the result of a connection test and resumes paused runs. Does not increase the version. */
    recordStatus: async (
      integrationId: string,
      status: IntegrationRecord['status'],
      resumes: readonly PauseReason[],
    ): Promise<void> => {
      await write('recordStatus', (change) => {
        change.queries.update(integrations).set({ status }).where(eq(integrations.id, integrationId)).run();
        resumeRuns(change, integrationId, resumes);
        if (resumes.length > 0) requestDrain(change, integrationId, { now: true });
      });
    },

    /** Stores the environment of the credentials. `false` if another enabled integration writes to it. */
    recordEnvironment: async (integrationId: string, environmentId: string): Promise<boolean> =>
      await write('recordEnvironment', ({ queries }) => {
        const current = findIntegrationById(queries, integrationId);
        if (!current || isEnvironmentTaken(queries, { ...current, environmentId })) return false;
        queries.update(integrations).set({ environmentId }).where(eq(integrations.id, integrationId)).run();
        return true;
      }),

    /** The sealed secrets of all integrations of all accounts. */
    sealedSecrets: async (): Promise<SealedSecrets[]> =>
      database
        .select({ id: integrations.id, accountId: integrations.accountId, secrets: integrations.secrets })
        .from(integrations)
        .all(),

    /**
     * Replaces the sealed form of unchanged secrets, without increasing the version. Skips secrets that have changed
     * since they were read, and returns how many were replaced.
     */
    replaceSealedSecrets: async (
      replacements: readonly { read: SealedSecrets; secrets: IntegrationRecord['secrets'] }[],
    ): Promise<number> =>
      await write('replaceSealedSecrets', (change) => {
        let replaced = 0;
        for (const { read, secrets } of replacements) {
          replaced += change.queries
            .update(integrations)
            .set({ secrets })
            .where(and(eq(integrations.id, read.id), eq(integrations.secrets, read.secrets)))
            .run().changes;
        }
        if (replaced > 0) eraseDeleted(change);
        return replaced;
      }),

    health: async (integrationId: string): Promise<IntegrationHealth> => {
      const open = openRuns(database, integrationId);
      const paused = open.find((run) => run.pause !== null);
      return {
        openRunId: open[0]?.id ?? null,
        pausedRun: paused?.pause ? { runId: paused.id, pause: paused.pause } : null,
        failedItems: countFailedContacts(database, integrationId, clock.now() - HEALTH_PERIOD_MS),
        openReviews: countOpenReviews(database, integrationId),
        lastRun: findLastRun(database, integrationId),
      };
    },
  };
}

const CANARY_ID = 1;

/** A known text, sealed, which shows at the start whether the encryption key belongs to this database. */
export function createKeyCanaryStore({ database, write }: StoreContext) {
  return {
    /** `null` if this database has never sealed anything. */
    read: async (): Promise<string | null> => database.select().from(keyCanary).get()?.sealed ?? null,

    save: async (sealed: string): Promise<void> => {
      await write('saveKeyCanary', ({ queries }) => {
        queries
          .insert(keyCanary)
          .values({ id: CANARY_ID, sealed })
          .onConflictDoUpdate({ target: keyCanary.id, set: { sealed } })
          .run();
      });
    },
  };
}

/** The sealed key of the digests that links remember. */
export function createMemoryKeyStore({ database, write }: StoreContext) {
  const read = async (): Promise<string | null> => database.select().from(memoryKey).get()?.sealed ?? null;
  return {
    read,

    /** Keeps the key that is stored already, such as that of a process that starts at the same time. */
    add: async (sealed: string): Promise<void> => {
      await write('addMemoryKey', ({ queries }) => {
        queries.insert(memoryKey).values({ id: MEMORY_KEY_ID, sealed }).onConflictDoNothing().run();
      });
    },

    /** Seals the same key anew. */
    replace: async (before: string, sealed: string): Promise<void> => {
      await write('replaceMemoryKey', ({ queries }) => {
        queries.update(memoryKey).set({ sealed }).where(eq(memoryKey.sealed, before)).run();
      });
    },
  };
}

const MEMORY_KEY_ID = 1;

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

/** The number of contacts that failed in the period and have not succeeded since. */
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

function findLastRun(queries: Queries, integrationId: string): IntegrationHealth['lastRun'] {
  const run = queries
    .select({ runId: runs.id, trigger: runs.trigger, status: runs.status, finishedAtMs: runs.finishedAtMs })
    .from(runs)
    .where(and(eq(runs.integrationId, integrationId), isNotNull(runs.finishedAtMs)))
    .orderBy(desc(runs.finishedAtMs))
    .limit(1)
    .get();
  if (!run) return null;
  const { finishedAtMs, ...last } = run;
  return { ...last, finishedAt: new Date(finishedAtMs ?? 0).toISOString() };
}

/** Those of the environment that the integration's credentials lead to. */
function countOpenReviews(queries: Queries, integrationId: string): number {
  const row = queries
    .select({ open: count() })
    .from(reviews)
    .innerJoin(
      integrations,
      and(eq(integrations.id, reviews.integrationId), eq(integrations.environmentId, reviews.environmentId)),
    )
    .where(eq(reviews.integrationId, integrationId))
    .get();
  return row?.open ?? 0;
}

/** For drains, which know only the id. */
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

/** For callers, who can access only their own account. */
function findOwn(queries: Queries, accountId: number, integrationId: string): IntegrationRecord | undefined {
  const integration = findIntegrationById(queries, integrationId);
  return integration?.accountId === accountId ? integration : undefined;
}
