import type { Emulator } from '@goodfunds/dataverse-emulator';
import Sqlite from 'better-sqlite3';
import { derivedId } from '../../../src/providers/microsoft-dynamics/contacts/link-index.ts';
import { cacheStatements } from '../../../src/store/sqlite/statement-cache.ts';
import { findInconsistencies, findTraces } from '../support/database-checks.ts';
import { VERSIONED_NAME } from './contacts.ts';
import { UNRELATED_EMAIL } from './crm-user.ts';
import type { Simulation } from './simulation.ts';

/** Checks what must hold after each action, also compared with the state before. */
export type Invariants = { findViolations(): string[]; close(): void };

type Commit = ReturnType<Emulator['ledger']>[number];

export function watchInvariants(simulation: Simulation): Invariants {
  const file = new Sqlite(simulation.databasePath, { readonly: true });
  cacheStatements(file);
  const watches = simulation.environments.emulators.map((emulator, index) =>
    watchEnvironment(emulator, index === 1 ? 2 : 1),
  );
  return {
    findViolations: () => [
      ...findInconsistencies(file),
      ...simulation.accounts.flatMap(({ accountId, forgotten }) =>
        findTraces(file, accountId, [...forgotten]),
      ),
      ...watches.flatMap((findNew) => findNew()),
    ],
    close: () => {
      file.close();
    },
  };
}

/** Checks only the ledger entries since the last call: the ledger records every commit of the CRM. */
function watchEnvironment(emulator: Emulator, owner: number): () => string[] {
  const own = derivedIdsIn(emulator.organizationId, owner);
  /** The newest version by row and contact. */
  const newestVersions = new Map<string, Map<string, number>>();
  const createsSinceDelete = new Map<string, number>();
  let seen = 0;

  const check = ({ kind, contactId, by, columns }: Commit): string[] => {
    if (kind === 'delete') {
      createsSinceDelete.set(contactId, 0);
      // A create that was sent earlier can still arrive, with an older version.
      newestVersions.delete(contactId);
      return by === 'staff' ? [] : [`${contactId} was deleted`];
    }
    const row = emulator.contact(contactId);
    if (kind === 'create' && by === 'api') {
      const before = createsSinceDelete.get(contactId) ?? 0;
      createsSinceDelete.set(contactId, before + 1);
      if (before > 0) return [`${contactId} was created twice`];
      if (!own.has(contactId)) return [`${contactId} is not derived from any contact of account ${owner}`];
    }
    if (by === 'api' && kind === 'update' && columns.includes('donotemail') && row?.['donotemail'] === false)
      return [`the objection of ${contactId} was withdrawn`];
    if (by === 'api' && UNRELATED_EMAIL.test(String(row?.['emailaddress1'])))
      return [`the unrelated contact ${contactId} was written`];
    return checkVersion(contactId, VERSIONED_NAME.exec(String(row?.['lastname'])));
  };

  /** A newer version is never replaced by an older one. */
  const checkVersion = (rowId: string, match: RegExpExecArray | null): string[] => {
    if (!match) return [];
    const [, account, contactId, text] = match;
    if (Number(account) !== owner)
      return [`a contact of account ${account} is in the CRM of account ${owner}`];
    const version = Number(text);
    const newest = newestVersions.get(rowId) ?? new Map<string, number>();
    const before = newest.get(String(contactId)) ?? 0;
    newestVersions.set(rowId, newest.set(String(contactId), Math.max(before, version)));
    return version < before ? [`${contactId} went back from v${before} to v${version}`] : [];
  };

  return () => {
    const commits = emulator.ledger().slice(seen);
    seen += commits.length;
    return commits.flatMap(check);
  };
}

const knownIds = new Map<string, ReadonlySet<string>>();

/** The derived ids of all contacts that an account can have, computed once per environment. */
function derivedIdsIn(environmentId: string, accountId: number): ReadonlySet<string> {
  const key = `${environmentId} ${accountId}`;
  const known = knownIds.get(key);
  if (known) return known;
  const ids = Array.from({ length: MAX_CONTACTS }, (_, index) => {
    const first = derivedId({ accountId, environmentId, contactId: `c${index}` });
    return nextIds({ accountId, environmentId, contactId: `c${index}` }, [first]);
  });
  const derived = new Set(ids.flat());
  knownIds.set(key, derived);
  return derived;
}

/** Adds the ids that follow when a contact was decided not to be the rows that were created for it. */
function nextIds(contact: Parameters<typeof derivedId>[0], notCrmContactIds: string[]): string[] {
  if (notCrmContactIds.length >= MAX_OWN_ROWS) return notCrmContactIds;
  return nextIds(contact, [...notCrmContactIds, derivedId({ ...contact, notCrmContactIds })]);
}

const MAX_CONTACTS = 250;
const MAX_OWN_ROWS = 10;
