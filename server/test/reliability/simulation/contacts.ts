import type { Contact, PushResult } from '@goodfunds/shared';
import { forgetContact } from '../../../src/sync/contacts.ts';
import { push } from '../../../src/sync/push.ts';
import { storedContactIds } from '../support/database-checks.ts';
import { isAccepted } from './calls.ts';
import { type Account, type Action, runningWorker, type Simulation } from './simulation.ts';

/** What happens to the contacts of GoodFunds. */
export const CONTACT_ACTIONS: readonly Action[] = [
  { name: 'push', weight: 14, act: pushSome },
  { name: 'forget', weight: 2, act: forget },
  { name: 'sweep', weight: 2, act: sweep },
];

async function pushSome(simulation: Simulation, account: Account): Promise<void> {
  await pushContacts(simulation, account, someIds(simulation));
}

/** Few, so that the same contacts are affected again and again. */
const CONTACTS = 14;

export function someIds({ random }: Simulation): string[] {
  return Array.from({ length: 1 + random.below(8) }, () => `c${random.below(CONTACTS)}`);
}

/**
 * Pushes new contacts, or new versions of existing ones. The caller repeats the push with its key until it gets an
 * answer, and sometimes once more.
 */
export async function pushContacts(
  simulation: Simulation,
  account: Account,
  ids: readonly string[],
): Promise<void> {
  const { random } = simulation;
  const contacts = ids.map((id) => nextVersion(simulation, account, id));
  const idempotencyKey = random.uuid();
  const call = async (): Promise<PushResult> => {
    for (let tries = 1; ; tries += 1) {
      if (tries > 3) for (const worker of simulation.workers) worker.setDiskFull(false);
      const result = await simulation.call(
        async ({ context }) => await push(context, account.caller, { contacts, idempotencyKey }),
      );
      if (result) return result;
    }
  };
  if (random.chance(0.2)) runningWorker(simulation).crashAfter(1 + random.below(4));
  const nowMs = simulation.environments.time.now();
  const result = await call();
  for (const contact of contacts) {
    account.contacts.set(contact.id, contact);
    account.forgotten.delete(contact.id);
    account.pushedAtMs.set(contact.id, nowMs);
  }
  if (random.chance(0.2) && JSON.stringify(await call()) !== JSON.stringify(result)) {
    throw new Error('a repeated push was answered differently');
  }
  for (const worker of simulation.workers) worker.crashAfter(null);
}

function nextVersion(simulation: Simulation, { accountId, contacts }: Account, id: string): Contact {
  simulation.versions += 1;
  const { random, versions } = simulation;
  const email = contacts.get(id)?.email ?? `${id}@account${accountId}.example`;
  // Invalid, changed, or that of another contact.
  const otherEmails = [
    INVALID_EMAIL,
    `${id}.${versions}@account${accountId}.example`,
    `c0@account${accountId}.example`,
  ];
  return {
    id,
    email: random.chance(0.15) ? random.pick(otherEmails) : email,
    lastName: random.chance(0.04) ? 'long '.repeat(30) : versionedName(accountId, id, versions),
    firstName: random.chance(0.2) ? null : `Ada ${versions}`,
    phone: random.chance(0.3) ? null : `+49 ${versions}`,
    customFields: { noEmail: random.chance(0.5) },
  };
}

export const INVALID_EMAIL = 'not an e-mail';

/** Whether a value fits no attribute that it is mapped to. */
export function isRefused(value: unknown): boolean {
  return value === INVALID_EMAIL || String(value).startsWith('long ');
}

/** A last name that contains the account, the contact and its version. */
export function versionedName(accountId: number, contactId: string, version: number): string {
  return `A${accountId} ${contactId} v${version}`;
}

export const VERSIONED_NAME = /^A(\d) (c\d+) v(\d+)$/;

async function forget(simulation: Simulation, { caller, contacts, forgotten }: Account): Promise<void> {
  const known = [...contacts.keys()];
  if (known.length === 0) return;
  const contactId = simulation.random.pick(known);
  const isDone = await isAccepted(
    simulation,
    async ({ context }) => await forgetContact(context, caller, { contactId }),
  );
  if (!isDone) return;
  contacts.delete(contactId);
  forgotten.add(contactId);
}

/** Retention with periods of hours. Contacts that were pushed within their period must stay. */
async function sweep(simulation: Simulation): Promise<void> {
  await simulation.call(async ({ context }) => {
    while ((await context.store.retention.deleteExpired(PERIODS, 5)) > 0);
  });
  for (const account of simulation.accounts) removeSwept(simulation, account);
}

function removeSwept(simulation: Simulation, { accountId, contacts, pushedAtMs }: Account): void {
  const stored = new Set(storedContactIds(simulation.databasePath, accountId));
  for (const contactId of contacts.keys()) {
    if (stored.has(contactId)) continue;
    const ageMs = simulation.environments.time.now() - (pushedAtMs.get(contactId) ?? 0);
    if (ageMs <= PERIODS.contactsMs) throw new Error(`${contactId} was deleted before its period ended`);
    contacts.delete(contactId);
  }
}

const HOUR_MS = 3_600_000;
const PERIODS = {
  contactsMs: 30 * HOUR_MS,
  runsMs: 5 * HOUR_MS,
  auditMs: 60 * HOUR_MS,
  answersMs: 24 * HOUR_MS,
};
