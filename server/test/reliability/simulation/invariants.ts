import type { Emulator } from '@goodfunds/dataverse-emulator';
import Sqlite from 'better-sqlite3';
import { derivedId } from '../../../src/providers/microsoft-dynamics/contacts/link-index.ts';
import { cacheStatements } from '../../../src/store/sqlite/statement-cache.ts';
import { findInconsistencies, findTraces } from '../support/file-invariants.ts';
import { BYSTANDER_EMAIL, STATED_NAME } from './names.ts';
import type { World } from './world.ts';

/** What must hold after every step. Remembers what it saw, to know what came before. */
export type Invariants = { findViolations(): string[]; close(): void };

type Commit = ReturnType<Emulator['ledger']>[number];

export function watch(world: World): Invariants {
  const file = new Sqlite(world.databasePath, { readonly: true });
  cacheStatements(file);
  const watches = world.environments.emulators.map((emulator, index) =>
    watchEnvironment(emulator, index === 1 ? 2 : 1),
  );
  return {
    findViolations: () => [
      ...findInconsistencies(file),
      ...world.accounts.flatMap(({ accountId, forgotten }) => findTraces(file, accountId, [...forgotten])),
      ...watches.flatMap((findNew) => findNew()),
    ],
    close: () => {
      file.close();
    },
  };
}

/** Whatever is committed in a CRM stands in its ledger, so that only what was changed since is looked at. */
function watchEnvironment(emulator: Emulator, owner: number): () => string[] {
  const own = derivedIdsIn(emulator.organizationId, owner);
  /** By row, then by the contact it is named after. */
  const newestStates = new Map<string, Map<string, number>>();
  const lives = new Map<string, number>();
  let seen = 0;

  const judge = ({ kind, contactId, by }: Commit): string[] => {
    if (kind === 'delete') {
      lives.set(contactId, 0);
      // A create that left before may still arrive and make the row anew, in the state of its time.
      newestStates.delete(contactId);
      return by === 'staff' ? [] : [`${contactId} was deleted`];
    }
    const row = emulator.contact(contactId);
    if (kind === 'create' && by === 'api') {
      const before = lives.get(contactId) ?? 0;
      lives.set(contactId, before + 1);
      if (before > 0) return [`${contactId} was created twice`];
      if (!own.has(contactId)) return [`${contactId} is the id of no contact of account ${owner}`];
    }
    if (by === 'api' && BYSTANDER_EMAIL.test(String(row?.['emailaddress1'])))
      return [`the bystander ${contactId} was touched`];
    return judgeName(contactId, STATED_NAME.exec(String(row?.['lastname'])));
  };

  /** What was written once never goes back to an older state, unless staff wrote something else meanwhile. */
  const judgeName = (contactId: string, stated: RegExpExecArray | null): string[] => {
    if (!stated) return [];
    const [, account, named, version] = stated;
    if (Number(account) !== owner) return [`somebody of account ${account} with account ${owner}`];
    const state = Number(version);
    const newest = newestStates.get(contactId) ?? new Map<string, number>();
    const before = newest.get(String(named)) ?? 0;
    newestStates.set(contactId, newest.set(String(named), Math.max(before, state)));
    return state < before ? [`${named} went back from v${before} to v${state}`] : [];
  };

  return () => {
    const commits = emulator.ledger().slice(seen);
    seen += commits.length;
    return commits.flatMap(judge);
  };
}

const knownIds = new Map<string, ReadonlySet<string>>();

/** The ids that contacts of an account can be created by, worked out once an environment. */
function derivedIdsIn(environmentId: string, accountId: number): ReadonlySet<string> {
  const key = `${environmentId} ${accountId}`;
  const known = knownIds.get(key);
  if (known) return known;
  const ids = Array.from({ length: MOST_CONTACTS }, (_, index) =>
    derivedId({ accountId, environmentId, contactId: `c${index}` }),
  );
  const made = new Set(ids);
  knownIds.set(key, made);
  return made;
}

/** More than any story has. */
const MOST_CONTACTS = 250;
