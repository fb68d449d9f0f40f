import { setImmediate } from 'node:timers/promises';
import { and, asc, eq, gt, gte, inArray, min, type SQL, sql } from 'drizzle-orm';
import type { Change, StoreContext } from './context.ts';
import { contacts, customFields } from './schema.ts';
import { jsonColumn, jsonList, jsonRows, type Queries } from './sqlite/queries.ts';
import { requestVacuum } from './sqlite/secure-erase.ts';

export type CustomFieldRow = Omit<typeof customFields.$inferInsert, 'accountId'>;

/** Custom fields of an account that can be mapped. Values of further ones are stored with their contact. */
export const MAX_CUSTOM_FIELDS = 1_000;

/** Contacts that the sweep reads before it lets other work run. */
export const SWEEP_PAGE_CONTACTS = 100;

/** Ordered by name. */
export function listCustomFields(queries: Queries, accountId: number): CustomFieldRow[] {
  return queries
    .select({ name: customFields.name, type: customFields.type })
    .from(customFields)
    .where(eq(customFields.accountId, accountId))
    .orderBy(asc(customFields.name))
    .all();
}

/** Adds the fields that are new, up to the limit, and updates changed types. */
export function storeCustomFields(
  { queries }: Change,
  accountId: number,
  pushed: readonly CustomFieldRow[],
): void {
  if (pushed.length === 0) return;
  const types = new Map(listCustomFields(queries, accountId).map(({ name, type }) => [name, type]));
  const changed = pushed.filter(({ name, type }) => {
    if (types.get(name) === type || (!types.has(name) && types.size >= MAX_CUSTOM_FIELDS)) return false;
    types.set(name, type);
    return true;
  });
  if (changed.length === 0) return;
  queries.run(sql`
    insert into custom_fields (account_id, name, type)
    select ${accountId}, ${jsonColumn('name')}, ${jsonColumn('type')} from ${jsonRows(changed)} where true
    on conflict (account_id, name) do update set type = excluded.type`);
}

/** Deletes the custom fields that no stored contact has any more, in all accounts. Lets other work run meanwhile. */
export async function sweepCustomFields(
  { database, write, clock }: StoreContext,
  signal?: AbortSignal,
): Promise<void> {
  let accountId = accountAfter(database, 0);
  while (accountId !== null && !signal?.aborted) {
    const swept = { accountId, sinceMs: clock.now() };
    const unused = await findUnused(database, accountId, signal);
    if (unused.size > 0) {
      await write('sweepCustomFields', (change) => {
        deleteUnused(change, swept, unused);
      });
    }
    accountId = accountAfter(database, accountId);
  }
}

function accountAfter(queries: Queries, accountId: number): number | null {
  const next = queries
    .select({ accountId: min(customFields.accountId) })
    .from(customFields)
    .where(gt(customFields.accountId, accountId))
    .get();
  return next?.accountId ?? null;
}

/** The names that no contact has; none if the signal aborts. Reads no further once every name has been seen. */
async function findUnused(queries: Queries, accountId: number, signal?: AbortSignal): Promise<Set<string>> {
  const unused = new Set(listCustomFields(queries, accountId).map(({ name }) => name));
  let page = contactIdsAfter(queries, accountId, '');
  while (unused.size > 0 && page.length > 0) {
    for (const name of namesIn(queries, accountId, inArray(contacts.contactId, jsonList(page)))) {
      unused.delete(name);
    }
    await setImmediate();
    if (signal?.aborted) return new Set();
    page = contactIdsAfter(queries, accountId, page.at(-1) ?? '');
  }
  return unused;
}

function contactIdsAfter(queries: Queries, accountId: number, contactId: string): string[] {
  return queries
    .select({ contactId: contacts.contactId })
    .from(contacts)
    .where(and(eq(contacts.accountId, accountId), gt(contacts.contactId, contactId)))
    .orderBy(asc(contacts.contactId))
    .limit(SWEEP_PAGE_CONTACTS)
    .all()
    .map((row) => row.contactId);
}

/** The account's known names that have a value in one of the contacts. */
function namesIn(queries: Queries, accountId: number, condition: SQL): string[] {
  const known = queries
    .select({ name: customFields.name })
    .from(customFields)
    .where(eq(customFields.accountId, accountId));
  return queries
    .all<{ name: string }>(sql`
      select distinct field.key as name
      from ${contacts}, json_each(${contacts.content}, '$.customFields') as field
      where ${contacts.accountId} = ${accountId} and ${condition} and field.type <> 'null' and field.key in ${known}`)
    .map(({ name }) => name);
}

/** Keeps the names of contacts that were pushed while the sweep read. */
function deleteUnused(
  change: Change,
  { accountId, sinceMs }: { accountId: number; sinceMs: number },
  unused: ReadonlySet<string>,
): void {
  const pushed = new Set(namesIn(change.queries, accountId, gte(contacts.storedAtMs, sinceMs)));
  const names = [...unused].filter((name) => !pushed.has(name));
  const { changes } = change.queries
    .delete(customFields)
    .where(and(eq(customFields.accountId, accountId), inArray(customFields.name, jsonList(names))))
    .run();
  if (changes > 0) requestVacuum(change);
}
