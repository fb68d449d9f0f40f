import type { StoredContact } from '@goodfunds/dataverse-emulator';
import { BYSTANDER_EMAIL } from './names.ts';
import type { Account, World } from './world.ts';

type StaffAction = (world: World, account: Account) => void;

/** What the organisation's staff does in the CRM, without asking anybody. */
export const STAFF_ACTIONS: readonly StaffAction[] = [
  (world, account) => {
    const row = someRow(world, account);
    if (row) account.emulator.editContact(idOf(row), { firstname: `staff ${world.random.below(100)}` });
  },
  (world, account) => {
    const row = someRow(world, account);
    if (row) account.emulator.editContact(idOf(row), { lastname: 'named by staff', jobtitle: 'Treasurer' });
  },
  (world, account) => {
    const row = someRow(world, account);
    if (row && world.random.chance(0.4)) account.emulator.deactivateContact(idOf(row));
  },
  (world, account) => {
    const row = someRow(world, account);
    if (row && world.random.chance(0.5)) account.emulator.deleteContact(idOf(row));
  },
  // Two entries of one person become one.
  (world, account) => {
    const row = someRow(world, account);
    const twin = row && activeRows(account).find((other) => isTwin(row, other));
    if (row && twin) account.emulator.mergeContacts({ subordinateId: idOf(row), masterId: idOf(twin) });
  },
  // Somebody whom GoodFunds may bring later, or has brought.
  ({ random }, { emulator, accountId }) => {
    const emailaddress1 = `c${random.below(12)}@account${accountId}.example`;
    emulator.seed({ rows: [{ emailaddress1, firstname: 'Entered', lastname: 'entered by staff' }] });
  },
  // Somebody whom nobody else knows.
  ({ random }, { emulator }) => {
    emulator.seed({ rows: [{ emailaddress1: `${random.uuid()}@bystander.example`, lastname: 'bystander' }] });
  },
];

function someRow({ random }: World, account: Account): StoredContact | null {
  const rows = activeRows(account);
  return rows.length === 0 ? null : random.pick(rows);
}

/** Active ones that are no bystanders. */
function activeRows({ emulator }: Account): StoredContact[] {
  return [...emulator.contacts()].filter(
    (row) => row['statecode'] === 0 && !BYSTANDER_EMAIL.test(String(row['emailaddress1'])),
  );
}

function isTwin(row: StoredContact, other: StoredContact): boolean {
  return idOf(row) !== idOf(other) && row['emailaddress1'] === other['emailaddress1'];
}

function idOf(row: StoredContact): string {
  return String(row['contactid']);
}
