import { readFile } from 'node:fs/promises';
import type { Emulator, StoredContact } from '@goodfunds/dataverse-emulator';
import type { Contact, Item, Mapping, Run } from '@goodfunds/shared';
import { storedLinks } from '../support/file-invariants.ts';
import { expected, update } from './calls.ts';
import { CANARY } from './environments.ts';
import { type Account, connect, type World } from './world.ts';

const MOST_ROUNDS = 400;
const HOUR_MS = 3_600_000;
/** By which the end is judged. */
const RULES = {
  strategy: 'UPDATE_IF_CHANGED',
  onAmbiguousMatch: 'REPORT',
  onDeletedInCrm: 'REPORT',
} as const;

/** Takes all trouble away and lets everything come to rest; then what the CRM holds must be what the rules say. */
export async function judgeTheEnd(world: World): Promise<string[]> {
  await endTrouble(world);
  const stuck = await drainAll(world);
  if (stuck) return [stuck];
  const violations: string[] = [];
  for (const account of world.accounts) {
    violations.push(...(await judgeTheUnchanged(world, account)));
    const run = await runOver(world, account, 'ALL');
    violations.push(...(await judgeRun(world, account, run)));
    violations.push(...(await judgeTheRepeated(world, account)));
  }
  return [...violations, ...(await findCanaries(world))];
}

async function endTrouble(world: World): Promise<void> {
  for (const worker of world.workers) {
    worker.dieAfter(null);
    worker.setDiskFull(false);
    if (worker.isFrozen()) await worker.thaw();
  }
  for (const emulator of world.environments.emulators) emulator.clearFaults();
  // Whatever is blocked, a token or a throttle, is over by then.
  world.passTime(2 * HOUR_MS);
  for (const account of world.accounts) {
    const isConnected = await expected(world, async (worker) => await connect(worker, account));
    const isByTheRules = await update(world, account, RULES);
    if (!isConnected || !isByTheRules) throw new Error('a sound configuration was refused');
  }
}

/** What keeps it from coming to rest, if anything does. One worker is enough: all that counts is in the file. */
async function drainAll(world: World): Promise<string | null> {
  const [worker] = world.workers;
  if (!worker) throw new Error('nobody is there');
  for (let rounds = 0; rounds < MOST_ROUNDS; rounds += 1) {
    if (await worker.drainOnce()) continue;
    const dueMs = await worker.store.tasks.nextDueMs();
    if (dueMs === null) return await findOpenRun(world);
    world.passTime(Math.max(dueMs - world.environments.time.nowMs, 0) + 1);
  }
  return 'it never comes to rest';
}

async function findOpenRun(world: World): Promise<string | null> {
  for (const { caller, integrationId } of world.accounts) {
    const { runs } = (await world.workers[0]?.sync.listRuns(caller, { integrationId, limit: 500 })) ?? {
      runs: [],
    };
    const open = runs.find(({ finishedAt }) => finishedAt === null);
    if (open)
      return `a run is left ${open.status} ${JSON.stringify(open.pause)} ${JSON.stringify(open.counts)}`;
  }
  return null;
}

async function runOver(
  world: World,
  { caller, integrationId }: Account,
  kind: 'ALL' | 'CHANGED',
): Promise<Run> {
  const [worker] = world.workers;
  if (!worker) throw new Error('nobody is there');
  const { id } = await worker.sync.start(caller, { integrationId, scope: { kind } });
  const stuck = await drainAll(world);
  if (stuck) throw new Error(stuck);
  return await worker.sync.getRun(caller, id);
}

/** What has arrived needs nothing more, except where two contacts take turns at one row. */
async function judgeTheRepeated(world: World, account: Account): Promise<string[]> {
  const merged = mergedContacts(world, account);
  const rows = new Set(merged.values());
  const committed = account.emulator.ledger().length;
  const items = await itemsOf(world, account, await runOver(world, account, 'ALL'));
  const needless = account.emulator
    .ledger()
    .slice(committed)
    .filter(({ contactId }) => !rows.has(contactId));
  const busy = items.filter(
    ({ contactId, outcome }) => (outcome === 'CREATED' || outcome === 'UPDATED') && !merged.has(contactId),
  );
  return [
    ...needless.map(({ contactId }) => `${contactId} was written although nothing had changed`),
    ...busy.map(({ contactId }) => `a second run had something to do for ${contactId}`),
  ];
}

/** Contacts whose rows staff has merged into one, and that row: it holds what came last from then on. */
function mergedContacts({ databasePath }: World, { accountId, emulator }: Account): Map<string, string> {
  const links = [...storedLinks(databasePath, accountId, emulator.organizationId)];
  const masters = new Set([...emulator.contacts()].map((row) => row['_masterid_value']));
  return new Map(
    links.filter(
      ([, rowId]) => masters.has(rowId) && links.filter(([, otherId]) => otherId === rowId).length > 1,
    ),
  );
}

/**
 * Whoever a run over the changed ones leaves out was brought in by an earlier one, as they are now: their rows say
 * so, unless staff had a hand in them.
 */
async function judgeTheUnchanged(world: World, account: Account): Promise<string[]> {
  const { accountId, contacts, emulator, mapping } = account;
  const run = await runOver(world, account, 'CHANGED');
  const changed = new Set((await itemsOf(world, account, run)).map(({ contactId }) => contactId));
  const links = storedLinks(world.databasePath, accountId, emulator.organizationId);
  const byStaff = new Set(
    emulator.ledger().flatMap(({ by, contactId }) => (by === 'staff' ? [contactId] : [])),
  );
  return [...contacts].flatMap(([contactId, contact]) => {
    const rowId = links.get(contactId) ?? '';
    const isShared = [...links.values()].filter((id) => id === rowId).length > 1;
    if (changed.has(contactId) || isShared || byStaff.has(rowId)) return [];
    const row = emulator.contact(rowId);
    const flaw = row ? differenceOf(row, contact, mapping) : 'its row is not there';
    return flaw ? [`${contactId} was left out of the changed ones, but ${flaw}`] : [];
  });
}

async function itemsOf(world: World, { caller }: Account, { id: runId }: Run): Promise<Item[]> {
  const page = await world.workers[0]?.sync.listItems(caller, { runId, limit: 500 });
  return page?.items ?? [];
}

async function judgeRun(world: World, account: Account, run: Run): Promise<string[]> {
  const items = await itemsOf(world, account, run);
  const named = items.map(({ contactId }) => contactId).toSorted();
  const wanted = [...account.contacts.keys()].toSorted();
  if (JSON.stringify(named) !== JSON.stringify(wanted)) return [`${wanted.join()} should be ${named.join()}`];
  const merged = mergedContacts(world, account);
  return items.flatMap((item) => {
    const contact = account.contacts.get(item.contactId);
    const flaw = contact && !merged.has(item.contactId) && flawOf(item, contact, account);
    return flaw ? [`${item.contactId}: ${flaw} (${item.outcome}, ${item.reason})`] : [];
  });
}

/** What is wrong with how an item ended, as the CRM is now. */
function flawOf(item: Item, contact: Contact, { emulator, mapping }: Account): string | null {
  const row = item.crmContactId === null ? null : emulator.contact(item.crmContactId);
  switch (item.outcome) {
    case 'CREATED':
    case 'UPDATED':
    case 'UNCHANGED':
      if (!row) return 'its row is not there';
      return row['statecode'] === 0 ? differenceOf(row, contact, mapping) : 'its row is not active';
    case 'FAILED':
      return isPoisoned(contact) ? null : `it failed by ${JSON.stringify(item.error)}`;
    case 'SKIPPED':
      return skipFlaw(item, row, contact, emulator);
    case null:
      return 'it has no outcome';
  }
}

function differenceOf(row: StoredContact, contact: Contact, mapping: Mapping): string | null {
  for (const [attribute, { field }] of Object.entries(mapping)) {
    const value = contact[field as keyof Contact];
    if (value != null && row[attribute] !== value) return `${attribute} is ${String(row[attribute])}`;
  }
  return null;
}

function skipFlaw(
  item: Item,
  row: StoredContact | null,
  contact: Contact,
  emulator: Emulator,
): string | null {
  const named = [...emulator.contacts()].filter((each) => each['emailaddress1'] === contact.email);
  switch (item.reason) {
    case 'DELETED_IN_CRM':
      return row ? 'its row is there' : null;
    case 'INACTIVE_MATCH':
      return item.candidates.every((id) => emulator.contact(id)?.['statecode'] !== 0)
        ? null
        : 'an active one is there';
    case 'AMBIGUOUS_MATCH':
      return named.length > 1 ? null : 'there is nobody else';
    case 'SHARED_EMAIL':
      return item.candidates.some((id) => emulator.contact(id)) ? null : 'nobody shares it';
    default:
      return 'there is no reason for it';
  }
}

function isPoisoned({ email, lastName }: Contact): boolean {
  return email === 'not an e-mail' || (lastName ?? '').startsWith('long');
}

async function findCanaries({ databasePath, logged }: World): Promise<string[]> {
  const places = {
    file: await readFile(databasePath, 'latin1'),
    'write-ahead log': await readFile(`${databasePath}-wal`, 'latin1').catch(() => ''),
    log: JSON.stringify(logged),
  };
  return Object.entries(places).flatMap(([place, text]) =>
    text.includes(CANARY) ? [`a secret in the ${place}`] : [],
  );
}
