import type { Email, OnAmbiguousMatch, OnDeletedInCrm, SkipReason } from '@goodfunds/shared';
import type { ContactRow } from './contact-row.ts';
import { type Found, MAX_MERGE_HOPS } from './find-contacts.ts';

/** Who is looked for. All ids of CRM contacts are in lower case. */
export type Seeker = {
  contactId: string;
  email: Email;
  firstName: string | null | undefined;
  lastName: string | null | undefined;
  /** The CRM contact that this contact became before. */
  linkedId: string | null;
  /** The contact's external id, where that is a GUID. */
  externalId: string | null;
  /** The id under which this contact is created. */
  derivedId: string;
};

type Named = { firstName?: string | null | undefined; lastName?: string | null | undefined };

export type MatchingRules = {
  onAmbiguousMatch: OnAmbiguousMatch;
  onDeletedInCrm: OnDeletedInCrm;
  /** Contacts of the account, by the id of the CRM contact that is known to be theirs. */
  owners: ReadonlyMap<string, ReadonlySet<string>>;
};

export type Match =
  | { kind: 'FOUND'; row: ContactRow }
  | { kind: 'NONE' }
  | { kind: 'SKIP'; reason: SkipReason; crmContactId: string | null; candidates: string[] };

/**
 * Which CRM contact a contact is: by its link, by the row that was created for it, by its external id, by its
 * primary e-mail; in that order, and never a guess. The whole of it stands in docs/architecture.md.
 */
export function matchContact(seeker: Seeker, found: Found, rules: MatchingRules): Match {
  if (seeker.linkedId !== null) {
    const linked = followMerges(seeker.linkedId, found.byId);
    if (linked) return activeOnly(linked);
    if (rules.onDeletedInCrm === 'REPORT') {
      return { kind: 'SKIP', reason: 'DELETED_IN_CRM', crmContactId: seeker.linkedId, candidates: [] };
    }
  }
  // Also the row that was created for it can have become somebody else's: when it was forgotten, and came back.
  const created = followMerges(seeker.derivedId, found.byId);
  if (created) return freeOnly(created, seeker, rules);

  const named = seeker.externalId === null ? null : followMerges(seeker.externalId, found.byId);
  if (named) return freeOnly(named, seeker, rules);

  return matchByEmail(seeker, found, rules);
}

/** First and last name are there on both sides and the same, however they are written. */
export function namesAgree(left: Named, right: Named): boolean {
  return isSameName(left.firstName, right.firstName) && isSameName(left.lastName, right.lastName);
}

function matchByEmail(seeker: Seeker, found: Found, rules: MatchingRules): Match {
  const rows = found.byEmail.get(seeker.email) ?? [];
  if (rows.length === 0) return { kind: 'NONE' };
  const candidates = activeRows(rows, found.byId);
  if (candidates.length === 0) return skip('INACTIVE_MATCH', rows);
  const free = candidates.filter((row) => isFree(row, seeker, rules));
  if (free.length === 0) return skip('SHARED_EMAIL', candidates);
  return chooseOne(free, seeker, rules);
}

/** Merged rows count only where no row with the e-mail is active: then their masters stand for them. */
function activeRows(rows: readonly ContactRow[], byId: Found['byId']): ContactRow[] {
  const active = rows.filter((row) => row.active);
  if (active.length > 0) return active;
  const masters = rows.flatMap((row) => (row.masterId === null ? [] : (followMerges(row.id, byId) ?? [])));
  return [...new Set(masters)].filter((row) => row.active);
}

/** A CRM contact of another contact of this account is shared only by the same person, entered twice. */
function isFree(row: ContactRow, seeker: Seeker, { owners }: MatchingRules): boolean {
  const others = [...(owners.get(row.id) ?? [])].filter((contactId) => contactId !== seeker.contactId);
  return others.length === 0 || namesAgree(seeker, row);
}

function chooseOne(rows: readonly ContactRow[], seeker: Seeker, rules: MatchingRules): Match {
  const [only, another] = rows;
  if (only && !another) return { kind: 'FOUND', row: only };
  const sameName = rows.filter((row) => namesAgree(seeker, row));
  const [named] = sameName;
  if (named && sameName.length === 1) return { kind: 'FOUND', row: named };
  if (rules.onAmbiguousMatch === 'REPORT') return skip('AMBIGUOUS_MATCH', rows);
  const chosen = ORDERS[rules.onAmbiguousMatch](sameName.length > 0 ? sameName : rows);
  return chosen ? { kind: 'FOUND', row: chosen } : { kind: 'NONE' };
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

/** The row, or the one it was merged into in the end; `null` if that is not there. */
function followMerges(id: string, byId: Found['byId']): ContactRow | null {
  let row = byId.get(id) ?? null;
  for (let hops = 0; row && row.masterId !== null && hops < MAX_MERGE_HOPS; hops += 1) {
    row = byId.get(row.masterId) ?? null;
  }
  return row;
}

function freeOnly(row: ContactRow, seeker: Seeker, rules: MatchingRules): Match {
  return isFree(row, seeker, rules) ? activeOnly(row) : skip('SHARED_EMAIL', [row]);
}

function activeOnly(row: ContactRow): Match {
  return row.active ? { kind: 'FOUND', row } : skip('INACTIVE_MATCH', [row]);
}

function skip(reason: SkipReason, rows: readonly ContactRow[]): Match {
  return { kind: 'SKIP', reason, crmContactId: null, candidates: rows.map((row) => row.id) };
}

function isSameName(left: string | null | undefined, right: string | null | undefined): boolean {
  const name = normaliseName(left);
  return name !== '' && name === normaliseName(right);
}

function normaliseName(name: string | null | undefined): string {
  return (name ?? '').normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase();
}
