import type { StoredContact } from '@goodfunds/dataverse-emulator';
import type { Account, Simulation } from './simulation.ts';

/** A CRM contact that GoodFunds does not know. */
export const UNRELATED_EMAIL = /@unrelated\.example$/;

/** What people change in the CRM itself. */
export const CRM_USER_ACTIONS: readonly ((simulation: Simulation, account: Account) => void)[] = [
  (simulation, account) => {
    const row = someRow(simulation, account);
    const firstname = `user ${simulation.random.below(100)}`;
    if (row) account.emulator.editContact(idOf(row), { firstname });
  },
  (simulation, account) => {
    const row = someRow(simulation, account);
    if (row) account.emulator.editContact(idOf(row), { lastname: 'named by a user', jobtitle: 'Treasurer' });
  },
  (simulation, account) => {
    const row = someRow(simulation, account);
    const donotemail = simulation.random.chance(0.5);
    if (row) account.emulator.editContact(idOf(row), { donotemail });
  },
  (simulation, account) => {
    const row = someRow(simulation, account);
    if (row && simulation.random.chance(0.4)) account.emulator.deactivateContact(idOf(row));
  },
  (simulation, account) => {
    const row = someRow(simulation, account);
    if (row && simulation.random.chance(0.5)) account.emulator.deleteContact(idOf(row));
  },
  (simulation, account) => {
    const row = someRow(simulation, account);
    const duplicate = row && activeRows(account).find((other) => isDuplicate(row, other));
    if (row && duplicate) {
      account.emulator.mergeContacts({ subordinateId: idOf(row), masterId: idOf(duplicate) });
    }
  },
  // Someone whom GoodFunds has already, or will push later.
  ({ random }, { emulator, accountId }) => {
    const emailaddress1 = `c${random.below(12)}@account${accountId}.example`;
    emulator.seed({ rows: [{ emailaddress1, firstname: 'Entered', lastname: 'entered by a user' }] });
  },
  ({ random }, { emulator }) => {
    emulator.seed({ rows: [{ emailaddress1: `${random.uuid()}@unrelated.example`, lastname: 'unrelated' }] });
  },
];

function someRow({ random }: Simulation, account: Account): StoredContact | null {
  const rows = activeRows(account);
  return rows.length === 0 ? null : random.pick(rows);
}

function activeRows({ emulator }: Account): StoredContact[] {
  return [...emulator.contacts()].filter(
    (row) => row['statecode'] === 0 && !UNRELATED_EMAIL.test(String(row['emailaddress1'])),
  );
}

function isDuplicate(row: StoredContact, other: StoredContact): boolean {
  return idOf(row) !== idOf(other) && row['emailaddress1'] === other['emailaddress1'];
}

function idOf(row: StoredContact): string {
  return String(row['contactid']);
}
