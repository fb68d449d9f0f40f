import type { Contact } from '@goodfunds/shared';
import { push } from '../../../src/sync/push.ts';
import { storedLinks } from '../support/database-checks.ts';
import { update } from './calls.ts';
import { isRefused, versionedName } from './contacts.ts';
import { type Account, MAPPINGS, type Simulation } from './simulation.ts';

/**
 * What CRM users changed last stays until GoodFunds changes it, even if processes crash meanwhile. `runAll` syncs all
 * contacts and returns the ids of those that succeeded.
 */
export async function checkKeptEdits(
  simulation: Simulation,
  account: Account,
  runAll: () => Promise<ReadonlySet<string>>,
): Promise<string[]> {
  const { accountId, emulator, contacts } = account;
  const mapping = MAPPINGS.at(-1) ?? {};
  const isSet = await update(simulation, account, {
    mapping,
    strategy: 'UPDATE_IF_SOURCE_CHANGED',
    onEditConflict: simulation.random.pick(['GOODFUNDS', 'CRM'] as const),
  });
  if (!isSet) throw new Error('a valid configuration was refused');
  account.mapping = mapping;
  const synced = await runAll();
  const links = storedLinks(simulation.databasePath, accountId, emulator.organizationId);
  const isShared = (rowId: string): boolean => [...links.values()].filter((id) => id === rowId).length > 1;
  // A last name that was refused is met for the first time once it is valid.
  const isMet = (contactId: string): boolean =>
    synced.has(contactId) && !isRefused(contacts.get(contactId)?.lastName);
  const edited = [...links].filter(([contactId, rowId]) => isMet(contactId) && !isShared(rowId));
  for (const [, rowId] of edited) emulator.editContact(rowId, EDITS);

  const changed = edited.flatMap(([contactId]): Contact[] => {
    const contact = contacts.get(contactId);
    simulation.versions += 1;
    return contact
      ? [{ ...contact, lastName: versionedName(accountId, contactId, simulation.versions) }]
      : [];
  });
  if (changed.length === 0) return [];
  for (const contact of changed) contacts.set(contact.id, contact);
  await simulation.call(async ({ context }) => await push(context, account.caller, { contacts: changed }));
  await drainWithCrashes(simulation);
  await runAll();

  return edited.flatMap(([contactId, rowId]) => {
    const { firstname, telephone1, lastname } = emulator.contact(rowId) ?? {};
    const isKept = firstname === EDITS.firstname && telephone1 === EDITS.telephone1;
    const isCurrent = lastname === contacts.get(contactId)?.lastName;
    return isKept && isCurrent
      ? []
      : [`${contactId} has ${String(firstname)}, ${String(telephone1)}, ${String(lastname)}`];
  });
}

const EDITS = { firstname: 'edited by a user', telephone1: null };
const CRASHES = 4;

async function drainWithCrashes(simulation: Simulation): Promise<void> {
  for (let crashes = 0; crashes < CRASHES; crashes += 1) {
    await simulation.call(async (worker) => {
      worker.crashAfter(1 + simulation.random.below(20));
      await worker.drainOnce();
      worker.crashAfter(null);
    });
  }
}
