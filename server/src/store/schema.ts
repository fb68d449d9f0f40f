import {
  type ContactOutcome,
  type Failure,
  type IntegrationStatus,
  type Mapping,
  NO_SCHEDULE,
  type OnAmbiguousMatch,
  type OnDeletedInCrm,
  type OnEditConflict,
  type OnNameMismatch,
  type OnNoEmail,
  type OnRefusedValue,
  type Outcome,
  type Pause,
  type ReviewReason,
  type RunStatus,
  type RunTrigger,
  type Schedule,
  type UpdateStrategy,
} from '@goodfunds/shared';
import { sql } from 'drizzle-orm';
import {
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';

export type RunScopeKind = 'PUSHED' | 'CHANGED' | 'ALL' | 'CONTACTS';

const json = <T>(name: string) => text(name, { mode: 'json' }).$type<T>();
const flag = (name: string) => integer(name, { mode: 'boolean' });

export const integrations = sqliteTable(
  'integrations',
  {
    id: text('id').primaryKey(),
    accountId: integer('account_id').notNull(),
    provider: text('provider').notNull(),
    name: text('name').notNull(),
    credentials: json<Record<string, string | null>>('credentials').notNull(),
    /** The sealed form of each secret, and its last characters to tell two secrets apart. */
    secrets: json<Record<string, { sealed: string; hint: string }>>('secrets').notNull(),
    /** Increases with every change of credentials; identifies open connections. */
    credentialsVersion: integer('credentials_version').notNull(),
    mapping: json<Mapping>('mapping').notNull(),
    strategy: text('strategy').$type<UpdateStrategy>().notNull(),
    onEditConflict: text('on_edit_conflict').$type<OnEditConflict>().notNull().default('GOODFUNDS'),
    onAmbiguousMatch: text('on_ambiguous_match').$type<OnAmbiguousMatch>().notNull(),
    onDeletedInCrm: text('on_deleted_in_crm').$type<OnDeletedInCrm>().notNull(),
    onNameMismatch: text('on_name_mismatch').$type<OnNameMismatch>().notNull().default('REPORT'),
    matchEmailAttributes: json<string[]>('match_email_attributes').notNull().default(['emailaddress1']),
    onNoEmail: text('on_no_email').$type<OnNoEmail>().notNull().default('REPORT'),
    onRefusedValue: text('on_refused_value').$type<OnRefusedValue>().notNull().default('FAIL'),
    schedule: json<Schedule>('schedule').notNull().default(NO_SCHEDULE),
    /** When the next scheduled runs start; `null` for never. */
    changedDueMs: integer('changed_due_ms'),
    allDueMs: integer('all_due_ms'),
    enabled: flag('enabled').notNull(),
    /** The environment of the credentials, once it is known. */
    environmentId: text('environment_id'),
    status: json<IntegrationStatus>('status').notNull(),
    version: integer('version').notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
    updatedAtMs: integer('updated_at_ms').notNull(),
    /** Display name of the user who made the last change. */
    changedBy: text('changed_by'),
  },
  (table) => [
    index('integrations_account').on(table.accountId),
    index('integrations_changed_due').on(table.changedDueMs),
    index('integrations_all_due').on(table.allDueMs),
    // Two enabled integrations of one account must never write to the same environment.
    uniqueIndex('integrations_enabled_environment')
      .on(table.accountId, table.environmentId)
      .where(sql`enabled = 1 and environment_id is not null`),
  ],
);

export const contacts = sqliteTable(
  'contacts',
  {
    accountId: integer('account_id').notNull(),
    contactId: text('contact_id').notNull(),
    /** The pushed contact as JSON. */
    content: text('content').notNull(),
    contentHash: text('content_hash').notNull(),
    email: text('email'),
    /** Id, name and e-mail in lower case, for search. */
    searchText: text('search_text').notNull(),
    /** Increases with every change of the content. */
    revision: integer('revision').notNull(),
    sourceUpdatedAtMs: integer('source_updated_at_ms'),
    storedAtMs: integer('stored_at_ms').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.contactId] }),
    index('contacts_email').on(table.accountId, table.email),
    index('contacts_stored').on(table.storedAtMs),
  ],
);

/** Custom fields of pushed contacts, with the type of their values. */
export const customFields = sqliteTable(
  'custom_fields',
  {
    accountId: integer('account_id').notNull(),
    name: text('name').notNull(),
    type: text('type').$type<'STRING' | 'NUMBER' | 'BOOLEAN'>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.name] })],
);

/** Which CRM contact a contact has become, and the content and settings of the last successful sync. */
export const links = sqliteTable(
  'links',
  {
    accountId: integer('account_id').notNull(),
    environmentId: text('environment_id').notNull(),
    contactId: text('contact_id').notNull(),
    crmContactId: text('crm_contact_id').notNull(),
    contentHash: text('content_hash').notNull(),
    settingsHash: text('settings_hash').notNull(),
    linkedAtMs: integer('linked_at_ms').notNull(),
    /** Digests of the values of both sides, see `crm/value-memory.ts`; empty after a restore. */
    memory: text('memory'),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.environmentId, table.contactId] }),
    index('links_crm_contact').on(table.accountId, table.environmentId, table.crmContactId),
  ],
);

/** Contacts that an integration skipped and that wait for a decision. */
export const reviews = sqliteTable(
  'reviews',
  {
    integrationId: text('integration_id')
      .notNull()
      .references(() => integrations.id, { onDelete: 'cascade' }),
    contactId: text('contact_id').notNull(),
    accountId: integer('account_id').notNull(),
    /** Reviews of another environment than the integration's are not shown. */
    environmentId: text('environment_id').notNull(),
    reason: text('reason').$type<ReviewReason>().notNull(),
    candidates: json<string[]>('candidates').notNull(),
    /** Identifies content, reason and candidates: an ignored review returns with another version. */
    version: text('version').notNull(),
    sinceMs: integer('since_ms').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.integrationId, table.contactId] }),
    // Contacts are deleted when they are forgotten, or not pushed for long.
    foreignKey({
      columns: [table.accountId, table.contactId],
      foreignColumns: [contacts.accountId, contacts.contactId],
    }).onDelete('cascade'),
    index('reviews_contact').on(table.accountId, table.contactId),
    index('reviews_reason').on(table.integrationId, table.environmentId, table.reason),
  ],
);

/** What was decided about the identity of a contact, for good. */
export const decisions = sqliteTable(
  'decisions',
  {
    accountId: integer('account_id').notNull(),
    environmentId: text('environment_id').notNull(),
    contactId: text('contact_id').notNull(),
    /** CRM contacts that the contact is not. */
    notCrmContactIds: json<string[]>('not_crm_contact_ids').notNull(),
    /** A new CRM contact is to be created; until it is. */
    wantsNew: flag('wants_new').notNull(),
    /** The version of the review that is ignored. */
    ignoredVersion: text('ignored_version'),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.environmentId, table.contactId] })],
);

export const runs = sqliteTable(
  'runs',
  {
    id: text('id').primaryKey(),
    accountId: integer('account_id').notNull(),
    integrationId: text('integration_id')
      .notNull()
      .references(() => integrations.id, { onDelete: 'cascade' }),
    /** The order of creation. */
    sequence: integer('sequence').notNull(),
    trigger: text('trigger').$type<RunTrigger>().notNull(),
    scope: text('scope').$type<RunScopeKind>().notNull(),
    status: text('status').$type<RunStatus>().notNull(),
    pause: json<Pause>('pause'),
    cancelRequested: flag('cancel_requested').notNull(),
    /** The last contact that was considered as an item; `null` if none has yet, or all have (`expanded`). */
    expandCursor: text('expand_cursor'),
    expanded: flag('expanded').notNull(),
    /** The run whose failed items this one retries, and the reason if only those with it. */
    retriedRunId: text('retried_run_id'),
    retriedReason: text('retried_reason'),
    total: integer('total').notNull(),
    created: integer('created').notNull(),
    updated: integer('updated').notNull(),
    unchanged: integer('unchanged').notNull(),
    skipped: integer('skipped').notNull(),
    /** The part of `skipped` that needs a decision. */
    review: integer('review').notNull().default(0),
    failed: integer('failed').notNull(),
    /** Contacts that arrived with warnings. */
    warnings: integer('warnings').notNull().default(0),
    error: json<Failure>('error'),
    revision: integer('revision').notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
    startedAtMs: integer('started_at_ms'),
    finishedAtMs: integer('finished_at_ms'),
  },
  (table) => [
    uniqueIndex('runs_sequence').on(table.sequence),
    index('runs_integration').on(table.integrationId, table.sequence),
    index('runs_status').on(table.integrationId, table.status),
    index('runs_finished').on(table.finishedAtMs),
  ],
);

/** Items that are older than warnings and kept attributes have none. */
type ItemDetails = Pick<ContactOutcome, 'candidates' | 'changedAttributes' | 'error'> &
  Partial<Pick<ContactOutcome, 'warnings' | 'keptAttributes'>>;

export const items = sqliteTable(
  'items',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    runId: text('run_id')
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    integrationId: text('integration_id').notNull(),
    accountId: integer('account_id').notNull(),
    contactId: text('contact_id').notNull(),
    email: text('email'),
    /** Pushed items (0) are claimed before those of a bulk run (1). */
    priority: integer('priority').notNull(),
    state: text('state').$type<'PENDING' | 'CLAIMED' | 'DONE'>().notNull(),
    outcome: text('outcome').$type<Outcome>(),
    reason: text('reason'),
    crmContactId: text('crm_contact_id'),
    details: json<ItemDetails>('details'),
    /** Stays when the details of a forgotten contact are erased. */
    hasWarnings: flag('has_warnings').notNull().default(false),
    /** `null` if there are none. */
    contradictions: json<string[]>('contradictions'),
    attempts: integer('attempts').notNull(),
    /** Consecutive claims that ended with the death of the process. */
    deaths: integer('deaths').notNull().default(0),
    finishedAtMs: integer('finished_at_ms'),
  },
  (table) => [
    uniqueIndex('items_run_contact').on(table.runId, table.contactId),
    index('items_state').on(table.integrationId, table.state, table.priority),
    // SQLite appends the row id to each index, so pages are read in the order of the ids.
    index('items_run').on(table.runId),
    index('items_run_outcome').on(table.runId, table.outcome),
    index('items_contact').on(table.accountId, table.contactId),
    index('items_contradictions').on(table.runId).where(sql`contradictions is not null`),
  ],
);

/** Which integrations have work: one row per integration, without payload. */
export const tasks = sqliteTable(
  'tasks',
  {
    integrationId: text('integration_id')
      .primaryKey()
      .references(() => integrations.id, { onDelete: 'cascade' }),
    pending: flag('wanted').notNull(),
    /** No drain starts before this time. */
    notBeforeMs: integer('not_before_ms').notNull(),
    /** When the drain was requested. The longest waiting comes first. */
    queuedAtMs: integer('queued_at_ms').notNull(),
    leaseOwner: text('lease_owner'),
    leaseUntilMs: integer('lease_until_ms').notNull(),
    /** Raised by every lease and every change of the connection, to reject late commits. */
    epoch: integer('epoch').notNull(),
    /** Consecutive failures, for the backoff. */
    failures: integer('failures').notNull(),
    /** Whether the last drain that committed a batch ended soon. */
    quick: flag('quick').notNull().default(false),
  },
  (table) => [index('tasks_due').on(table.notBeforeMs)],
);

export const throttles = sqliteTable('throttles', {
  key: text('key').primaryKey(),
  blockedUntilMs: integer('blocked_until_ms').notNull(),
});

/** Responses of calls with an idempotency key, kept for 24 hours. */
export const idempotency = sqliteTable(
  'idempotency',
  {
    accountId: integer('account_id').notNull(),
    procedure: text('procedure').notNull(),
    key: text('key').notNull(),
    requestHash: text('request_hash').notNull(),
    answer: text('answer').notNull(),
    createdAtMs: integer('created_at_ms').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.procedure, table.key] }),
    index('idempotency_created').on(table.createdAtMs),
  ],
);

/** One row: a known text, sealed, which shows whether the encryption key belongs to this database. */
export const keyCanary = sqliteTable('key_canary', {
  id: integer('id').primaryKey(),
  sealed: text('sealed').notNull(),
});

/** One row: the sealed key of the digests that links remember. */
export const memoryKey = sqliteTable('memory_key', {
  id: integer('id').primaryKey(),
  sealed: text('sealed').notNull(),
});

/** Who changed what. Secrets appear as fingerprints only. */
export const audit = sqliteTable(
  'audit',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    accountId: integer('account_id').notNull(),
    integrationId: text('integration_id'),
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    changes: json<Record<string, unknown>>('changes').notNull(),
    atMs: integer('at_ms').notNull(),
  },
  (table) => [index('audit_account').on(table.accountId, table.id), index('audit_at').on(table.atMs)],
);
