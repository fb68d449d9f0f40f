import type { Email, OnAmbiguousMatch, SkipReason, SyncRules } from '@goodfunds/shared';
import { type Named, nameAgreement, namesAgree, namesDisagree } from '../../../crm/names-agree.ts';
import type { ContactRow } from './contact-row.ts';
import { type Found, MAX_MERGE_HOPS } from './find-contacts.ts';
import type { MatchKey } from './match-keys.ts';

/** The contact whose CRM contact is searched. All ids of CRM contacts are in lower case. */
export type MatchQuery = Named & {
  contactId: string;
  /** `null` if there is no usable one. */
  email: Email | null;
  /** The CRM contact that this contact became before. */
  linkedId: string | null;
  /** What a CRM contact of the same person has in common with it; `null` if it is not to be created without an e-mail. */
  similar: Similar | null;
  /** Values by which it is searched, in this order. */
  matchKeys: readonly MatchKey[];
  /** The contact's external id, where that is a GUID. */
  externalId: string | null;
  /** The id under which this contact is created. */
  derivedId: string;
  /** CRM contacts that were decided to be someone else. */
  notCrmContactIds: ReadonlySet<string>;
  /** A new CRM contact was decided on. */
  wantsNew: boolean;
};

export type Similar = { postcode: string; key: string };

export type MatchingRules = Pick<SyncRules, 'onAmbiguousMatch' | 'onDeletedInCrm' | 'onNameMismatch'> & {
  /** Contacts of the account, by the id of the CRM contact that is known to be theirs. */
  owners: ReadonlyMap<string, ReadonlySet<string>>;
  /** Rows by the e-mails that are not their primary one, where these count. */
  byOtherEmail: Found['byEmail'];
  /** Rows by the key of `MatchKey`. */
  rowsByMatchKey: ReadonlyMap<string, readonly ContactRow[]>;
  /** Rows by the key of `Similar`. */
  similarRows: ReadonlyMap<string, readonly ContactRow[]>;
};

export type Match =
  | { kind: 'FOUND'; row: ContactRow }
  | { kind: 'NONE' }
  /** Only an e-mail could identify the contact, and it has no usable one. */
  | { kind: 'NO_EMAIL' }
  | { kind: 'SKIP'; reason: SkipReason; crmContactId: string | null; candidates: string[] };

/**
 * Which CRM contact a contact is: by its link, by the row that was created for it, by its external id, by a
 * match key, by its e-mail; in that order, and never a guess. docs/architecture.md has all the rules.
 */
export function matchContact(query: MatchQuery, found: Found, rules: MatchingRules): Match {
  if (query.linkedId !== null) {
    const linked = followMerges(query.linkedId, found.byId);
    if (linked) return activeOnly(linked);
    if (rules.onDeletedInCrm === 'REPORT' && !query.wantsNew) {
      return { kind: 'SKIP', reason: 'DELETED_IN_CRM', crmContactId: query.linkedId, candidates: [] };
    }
  }
  // If the derived row now belongs to another contact (this one was erased and pushed again), skip it.
  const created = followMerges(query.derivedId, found.byId);
  if (created) return freeOnly(created, query, rules);

  const named = query.externalId === null ? null : followMerges(query.externalId, found.byId);
  if (named) return freeOnly(named, query, rules);

  if (query.wantsNew) return { kind: 'NONE' };
  const byKey = matchByKey(query, found, rules);
  if (byKey) return byKey;
  return query.email === null
    ? matchWithoutEmail(query, found, rules)
    : matchByEmail(query, query.email, found, rules);
}

/** `null` if no row has one of the keys. */
function matchByKey(query: MatchQuery, found: Found, rules: MatchingRules): Match | null {
  const isPossible = ({ id }: ContactRow): boolean => !query.notCrmContactIds.has(id);
  for (const { value, key } of query.matchKeys) {
    const rows = (rules.rowsByMatchKey.get(key) ?? []).filter(isPossible);
    if (found.crowded.has(value)) return skip('AMBIGUOUS_MATCH', rows);
    if (rows.length === 0) continue;
    const [only, ...others] = activeRows(rows, found.byId).filter(isPossible);
    if (!only) return skip('INACTIVE_MATCH', rows);
    return others.length > 0 ? skip('AMBIGUOUS_MATCH', [only, ...others]) : freeOnly(only, query, rules);
  }
  return null;
}

/** Nothing identifies the contact, so it is created only if it can be told apart from all CRM contacts. */
function matchWithoutEmail(
  { similar, notCrmContactIds }: MatchQuery,
  { crowded }: Found,
  { similarRows }: MatchingRules,
): Match {
  if (similar === null) return { kind: 'NO_EMAIL' };
  const rows = (similarRows.get(similar.key) ?? []).filter(({ id }) => !notCrmContactIds.has(id));
  const isNew = rows.length === 0 && !crowded.has(similar.postcode);
  return isNew ? { kind: 'NONE' } : skip('POSSIBLE_DUPLICATE', rows);
}

function matchByEmail(query: MatchQuery, email: Email, found: Found, rules: MatchingRules): Match {
  const isPossible = ({ id }: ContactRow): boolean => !query.notCrmContactIds.has(id);
  const primary = (found.byEmail.get(email) ?? []).filter(isPossible);
  const rows = primary.length > 0 ? primary : (rules.byOtherEmail.get(email) ?? []).filter(isPossible);
  if (found.crowded.has(email)) return skip('AMBIGUOUS_MATCH', rows);
  if (rows.length === 0) return { kind: 'NONE' };
  const candidates = activeRows(rows, found.byId).filter(isPossible);
  if (candidates.length === 0) return skip('INACTIVE_MATCH', rows);
  const free = candidates.filter((row) => isFree(row, query, rules));
  if (free.length === 0) return otherPerson('SHARED_EMAIL', candidates, rules);
  return chooseOne(free, query, rules);
}

/** Merged rows count only where no row with the e-mail is active: then their masters replace them. */
function activeRows(rows: readonly ContactRow[], byId: Found['byId']): ContactRow[] {
  const active = rows.filter((row) => row.active);
  if (active.length > 0) return active;
  const masters = rows.flatMap((row) => (row.masterId === null ? [] : (followMerges(row.id, byId) ?? [])));
  return [...new Set(masters)].filter((row) => row.active);
}

/** Two contacts of an account share a CRM contact only if they are the same person, entered twice. */
function isFree(row: ContactRow, query: MatchQuery, { owners }: MatchingRules): boolean {
  const known = owners.get(row.id);
  const isOwn = !known || known.size === 0 || (known.size === 1 && known.has(query.contactId));
  return isOwn || namesAgree(query, row);
}

function otherPerson(
  reason: SkipReason,
  rows: readonly ContactRow[],
  { onNameMismatch }: MatchingRules,
): Match {
  return onNameMismatch === 'CREATE' ? { kind: 'NONE' } : skip(reason, rows);
}

function chooseOne(rows: readonly ContactRow[], query: MatchQuery, rules: MatchingRules): Match {
  const possible =
    rules.onNameMismatch === 'UPDATE' ? rows : rows.filter((row) => !namesDisagree(query, row));
  const [only] = possible;
  if (rows.length === 1)
    return only ? { kind: 'FOUND', row: only } : otherPerson('NAME_MISMATCH', rows, rules);
  const sameName = closestInName(rows, query);
  const [named] = sameName;
  if (named && sameName.length === 1) return { kind: 'FOUND', row: named };
  if (rules.onAmbiguousMatch === 'REPORT') return skip('AMBIGUOUS_MATCH', rows);
  const chosen = ORDERS[rules.onAmbiguousMatch](sameName.length > 0 ? sameName : possible);
  return chosen ? { kind: 'FOUND', row: chosen } : skip('AMBIGUOUS_MATCH', rows);
}

/** The rows whose name agrees best; none if no name agrees. */
function closestInName(rows: readonly ContactRow[], query: MatchQuery): ContactRow[] {
  const agreeing = rows.filter((row) => namesAgree(query, row));
  const best = Math.max(...agreeing.map((row) => nameAgreement(query, row)));
  return agreeing.filter((row) => nameAgreement(query, row) === best);
}

type Order = (rows: readonly ContactRow[]) => ContactRow | undefined;

/** Ids break ties, so that the same rows always give the same choice. */
const ORDERS: Record<Exclude<OnAmbiguousMatch, 'REPORT'>, Order> = {
  OLDEST: (rows) =>
    rows.toSorted((left, right) => compare(left.createdOn, right.createdOn) || compare(left.id, right.id))[0],
  MOST_RECENTLY_MODIFIED: (rows) =>
    rows.toSorted(
      (left, right) => compare(right.modifiedOn, left.modifiedOn) || compare(left.id, right.id),
    )[0],
};

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The row, or the one it was finally merged into; `null` if that was not found. */
function followMerges(id: string, byId: Found['byId']): ContactRow | null {
  let row = byId.get(id) ?? null;
  for (let hops = 0; row && row.masterId !== null && hops < MAX_MERGE_HOPS; hops += 1) {
    row = byId.get(row.masterId) ?? null;
  }
  return row;
}

function freeOnly(row: ContactRow, query: MatchQuery, rules: MatchingRules): Match {
  return isFree(row, query, rules) ? activeOnly(row) : skip('SHARED_EMAIL', [row]);
}

function activeOnly(row: ContactRow): Match {
  return row.active ? { kind: 'FOUND', row } : skip('INACTIVE_MATCH', [row]);
}

function skip(reason: SkipReason, rows: readonly ContactRow[]): Match {
  const candidates = rows.slice(0, MAX_CANDIDATES).map((row) => row.id);
  return { kind: 'SKIP', reason, crmContactId: null, candidates };
}

/** The CRM contacts that a skipped contact lists. */
export const MAX_CANDIDATES = 50;
