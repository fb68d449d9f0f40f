import type { Contact, PushResult } from '@goodfunds/shared';
import { storedContactIds } from '../support/file-invariants.ts';
import type { Action } from './action.ts';
import { awake, expected } from './calls.ts';
import { statedName } from './names.ts';
import type { Account, World } from './world.ts';

/** What becomes of the contacts that GoodFunds hands over. */
export const CONTACT_ACTIONS: readonly Action[] = [
  { name: 'push', weight: 14, act: push },
  { name: 'forget', weight: 2, act: forget },
  { name: 'sweep', weight: 2, act: sweep },
];

async function push(world: World, account: Account): Promise<void> {
  await pushContacts(world, account, someIds(world));
}

/** Few, so that what happens happens to the same ones again and again. */
const MOST_CONTACTS = 14;

export function someIds({ random }: World): string[] {
  return Array.from({ length: 1 + random.below(8) }, () => `c${random.below(MOST_CONTACTS)}`);
}

/**
 * New ones, or other states of some that are there. The caller repeats the push with its key until it is answered,
 * and sometimes once more.
 */
export async function pushContacts(world: World, account: Account, ids: readonly string[]): Promise<void> {
  const { random } = world;
  const contacts = ids.map((id) => nextContact(world, account, id));
  const idempotencyKey = random.uuid();
  const call = async (): Promise<PushResult> => {
    for (let tries = 1; ; tries += 1) {
      if (tries > 3) for (const worker of world.workers) worker.setDiskFull(false);
      const answer = await world.ask(
        async (worker) => await worker.sync.push(account.caller, { contacts, idempotencyKey }),
      );
      if (answer) return answer;
    }
  };
  if (random.chance(0.2)) awake(world).dieAfter(1 + random.below(4));
  const nowMs = world.environments.time.nowMs;
  const answer = await call();
  for (const contact of contacts) {
    account.contacts.set(contact.id, contact);
    account.forgotten.delete(contact.id);
    account.pushedAtMs.set(contact.id, nowMs);
  }
  if (random.chance(0.2) && JSON.stringify(await call()) !== JSON.stringify(answer)) {
    throw new Error('a repeated push was answered otherwise');
  }
  for (const worker of world.workers) worker.dieAfter(null);
}

/** Its last name says whose it is and which state. */
function nextContact(world: World, { accountId, contacts }: Account, id: string): Contact {
  world.states += 1;
  const { random, states } = world;
  const email = contacts.get(id)?.email ?? `${id}@account${accountId}.example`;
  const others = [
    'not an e-mail',
    `${id}.${states}@account${accountId}.example`,
    `c0@account${accountId}.example`,
  ];
  return {
    id,
    // Sometimes none that can be one, or a new one, or that of somebody else.
    email: random.chance(0.15) ? random.pick(others) : email,
    lastName: random.chance(0.04) ? 'long '.repeat(30) : statedName(accountId, id, states),
    firstName: random.chance(0.2) ? null : `Ada ${states}`,
    phone: random.chance(0.3) ? null : `+49 ${states}`,
  };
}

async function forget(world: World, { caller, contacts, forgotten }: Account): Promise<void> {
  const known = [...contacts.keys()];
  if (known.length === 0) return;
  const contactId = world.random.pick(known);
  const done = await expected(world, async ({ sync }) => await sync.forgetContact(caller, { contactId }));
  if (!done) return;
  contacts.delete(contactId);
  forgotten.add(contactId);
}

/** Periods of hours instead of years. Whoever has been pushed within theirs has to stay. */
async function sweep(world: World): Promise<void> {
  await world.ask(async ({ store }) => {
    while ((await store.retention.deleteExpired(PERIODS, 5)) > 0);
  });
  for (const account of world.accounts) forgetSwept(world, account);
}

function forgetSwept(world: World, { accountId, contacts, pushedAtMs }: Account): void {
  const kept = new Set(storedContactIds(world.databasePath, accountId));
  for (const contactId of contacts.keys()) {
    if (kept.has(contactId)) continue;
    const ageMs = world.environments.time.nowMs - (pushedAtMs.get(contactId) ?? 0);
    if (ageMs <= PERIODS.contactsMs) throw new Error(`${contactId} was swept too early`);
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
