import type { Emulator } from '@goodfunds/dataverse-emulator';
import Sqlite from 'better-sqlite3';
import { derivedId } from '../../../providers/microsoft-dynamics/derived-id.ts';
import { findInconsistencies } from '../file-invariants.ts';
import type { World } from './world.ts';

/** What must hold after every step. Remembers what it saw, to know what came before. */
export type Invariants = { findViolations(): string[]; close(): void };

export function watch(world: World): Invariants {
  const file = new Sqlite(world.databasePath, { readonly: true });
  const newestState = new Map<string, number>();
  return {
    findViolations: () => [
      ...findInconsistencies(file),
      ...world.environments.emulators.flatMap((emulator, index) => [
        ...findForeign(world, emulator, index),
        ...findUndone(emulator, index, newestState),
        ...findCreatedTwice(world, emulator),
        ...findTouchedBystanders(emulator),
      ]),
    ],
    close: () => {
      file.close();
    },
  };
}

/** The first and the third environment are the first account's, the second is the second's. */
function findForeign(_world: World, emulator: Emulator, index: number): string[] {
  const owner = index === 1 ? 2 : 1;
  return [...emulator.contacts()].flatMap((row) => {
    const stated = STATE.exec(String(row['lastname']));
    return stated && Number(stated[1]) !== owner
      ? [`somebody of account ${stated[1]} in environment ${index}`]
      : [];
  });
}

/** What was written once never goes back to an older state, unless staff wrote something else meanwhile. */
function findUndone(emulator: Emulator, index: number, newestState: Map<string, number>): string[] {
  return [...emulator.contacts()].flatMap((row) => {
    const stated = STATE.exec(String(row['lastname']));
    if (!stated) return [];
    const [, , contactId, state] = stated;
    const key = `${index} ${String(row['contactid'])} ${contactId}`;
    const before = newestState.get(key) ?? 0;
    newestState.set(key, Math.max(before, Number(state)));
    return Number(state) < before ? [`${contactId} went back from v${before} to v${state}`] : [];
  });
}

/** Ours are created by the id of their contact and by no other, and again only after staff deleted them. */
function findCreatedTwice({ accounts }: World, emulator: Emulator): string[] {
  const ledger = emulator.ledger();
  const deletes = countBy(ledger.filter(({ kind }) => kind === 'delete').map(({ contactId }) => contactId));
  const creates = countBy(
    ledger.filter(({ kind, by }) => kind === 'create' && by === 'api').map(({ contactId }) => contactId),
  );
  const own = derivedIdsIn(
    emulator.organizationId,
    accounts.map(({ accountId }) => accountId),
  );
  return [...creates].flatMap(([id, count]) => {
    if (count > 1 + (deletes.get(id) ?? 0)) return [`${id} was created ${count} times`];
    return own.has(id) ? [] : [`${id} is the id of no contact`];
  });
}

const knownIds = new Map<string, ReadonlySet<string>>();

/** The ids that contacts of these accounts can be created by, worked out once an environment. */
function derivedIdsIn(environmentId: string, accountIds: readonly number[]): ReadonlySet<string> {
  const known = knownIds.get(environmentId);
  if (known) return known;
  const ids = accountIds.flatMap((accountId) =>
    Array.from({ length: MOST_CONTACTS }, (_, index) =>
      derivedId({ accountId, environmentId, contactId: `c${index}` }),
    ),
  );
  const made = new Set(ids);
  knownIds.set(environmentId, made);
  return made;
}

function findTouchedBystanders(emulator: Emulator): string[] {
  return [...emulator.contacts()]
    .filter((row) => String(row['emailaddress1']).endsWith('@bystander.example'))
    .filter((row) => row['lastname'] !== 'bystander' || row['firstname'] !== null)
    .map((row) => `the bystander ${String(row['contactid'])} was touched`);
}

const STATE = /^A(\d) (c\d+) v(\d+)$/;
const MOST_CONTACTS = 250;

function countBy(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
