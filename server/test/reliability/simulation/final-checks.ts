import { readFile } from 'node:fs/promises';
import type { Emulator, StoredContact } from '@goodfunds/dataverse-emulator';
import { type Contact, DEFAULT_SYNC_RULES, type Item, NO_SCHEDULE, type Run } from '@goodfunds/shared';
import { listRuns, start } from '../../../src/sync/runs.ts';
import { storedLinks } from '../support/database-checks.ts';
import { isAccepted, update } from './calls.ts';
import { INVALID_EMAIL, isRefused } from './contacts.ts';
import { CANARY } from './environments.ts';
import { firstWorker, itemsOf, runOf } from './fixture.ts';
import { checkKeptEdits } from './kept-edits.ts';
import { type Account, connect, type Simulation } from './simulation.ts';

const MAX_DRAINS = 400;
const HOUR_MS = 3_600_000;
/** The final state is checked by these rules. */
const RULES = { ...DEFAULT_SYNC_RULES, strategy: 'UPDATE_IF_CHANGED' } as const;

/** Removes all faults and drains everything; then the CRM must contain what the rules say. */
export async function checkFinalState(simulation: Simulation): Promise<string[]> {
  await removeFaults(simulation);
  const stuck = await drainAll(simulation);
  if (stuck) return [stuck];
  const violations: string[] = [];
  for (const account of simulation.accounts) {
    violations.push(...(await checkUnchanged(simulation, account)));
    const run = await runOver(simulation, account, 'ALL');
    violations.push(...(await checkRun(simulation, account, run)));
    violations.push(...(await checkRepeatedRun(simulation, account)));
    violations.push(...(await checkSchedule(simulation, account)));
    const runAll = async (): Promise<ReadonlySet<string>> => {
      const items = await itemsOf(simulation, account, (await runOver(simulation, account, 'ALL')).id);
      const succeeded = items.filter(({ outcome }) => outcome !== 'FAILED' && outcome !== 'SKIPPED');
      return new Set(succeeded.map(({ contactId }) => contactId));
    };
    violations.push(...(await checkKeptEdits(simulation, account, runAll)));
  }
  return [...violations, ...(await findCanaries(simulation))];
}

/** Both workers look for what is due, and one run starts. */
async function checkSchedule(simulation: Simulation, account: Account): Promise<string[]> {
  const { caller, integrationId, contacts } = account;
  const { context } = firstWorker(simulation);
  const countRuns = async (): Promise<number> => {
    const { runs } = await listRuns(context, caller, { integrationId, limit: 500 });
    return runs.filter(({ trigger }) => trigger === 'SCHEDULE').length;
  };
  await update(simulation, account, { schedule: { ...NO_SCHEDULE, changed: 'HOURLY' } });
  const before = await countRuns();
  simulation.passTime(5 * HOUR_MS);
  for (const worker of simulation.workers) await worker.startDueRuns();
  const started = (await countRuns()) - before;
  const stuck = await drainAll(simulation);
  await update(simulation, account, { schedule: NO_SCHEDULE });
  const problem = started === Math.min(contacts.size, 1) ? null : `the schedule started ${started} runs`;
  return [stuck, problem].filter((each) => each !== null);
}

async function removeFaults(simulation: Simulation): Promise<void> {
  for (const worker of simulation.workers) {
    worker.crashAfter(null);
    worker.setDiskFull(false);
    if (worker.isFrozen()) await worker.unfreeze();
  }
  for (const emulator of simulation.environments.emulators) emulator.clearFaults();
  // Longer than any throttle or block of a token.
  simulation.passTime(2 * HOUR_MS);
  for (const account of simulation.accounts) {
    const isConnected = await isAccepted(simulation, async (worker) => await connect(worker, account));
    const hasRules = await update(simulation, account, RULES);
    if (!isConnected || !hasRules) throw new Error('a valid configuration was refused');
  }
}

/** Returns what is still unfinished. One worker is enough: all state is in the database. */
async function drainAll(simulation: Simulation): Promise<string | null> {
  const worker = firstWorker(simulation);
  for (let drains = 0; drains < MAX_DRAINS; drains += 1) {
    if (await worker.drainOnce()) continue;
    const dueMs = await worker.context.store.tasks.nextDueMs();
    if (dueMs === null) return await findOpenRun(simulation);
    simulation.passTime(Math.max(dueMs - simulation.environments.time.now(), 0) + 1);
  }
  return 'work is still due after the maximum number of drains';
}

async function findOpenRun(simulation: Simulation): Promise<string | null> {
  const { context } = firstWorker(simulation);
  for (const { caller, integrationId } of simulation.accounts) {
    const { runs } = await listRuns(context, caller, { integrationId, limit: 500 });
    const open = runs.find(({ finishedAt }) => finishedAt === null);
    if (open)
      return `a run is still ${open.status} ${JSON.stringify(open.pause)} ${JSON.stringify(open.counts)}`;
  }
  return null;
}

async function runOver(simulation: Simulation, account: Account, kind: 'ALL' | 'CHANGED'): Promise<Run> {
  const { caller, integrationId } = account;
  const { id } = await start(firstWorker(simulation).context, caller, { integrationId, scope: { kind } });
  const stuck = await drainAll(simulation);
  if (stuck) throw new Error(stuck);
  return await runOf(simulation, account, id);
}

/** A second run writes nothing, except rows that two contacts share. */
async function checkRepeatedRun(simulation: Simulation, account: Account): Promise<string[]> {
  const merged = mergedContacts(simulation, account);
  const rows = new Set(merged.values());
  const committed = account.emulator.ledger().length;
  const items = await itemsOf(simulation, account, (await runOver(simulation, account, 'ALL')).id);
  const unnecessary = account.emulator
    .ledger()
    .slice(committed)
    .filter(({ contactId }) => !rows.has(contactId));
  const written = items.filter(
    ({ contactId, outcome }) => (outcome === 'CREATED' || outcome === 'UPDATED') && !merged.has(contactId),
  );
  return [
    ...unnecessary.map(({ contactId }) => `${contactId} was written although nothing had changed`),
    ...written.map(({ contactId }) => `a second run wrote ${contactId} again`),
  ];
}

/** Contacts whose rows were merged in the CRM, with the common row: it contains the last write. */
function mergedContacts({ databasePath }: Simulation, { accountId, emulator }: Account): Map<string, string> {
  const links = [...storedLinks(databasePath, accountId, emulator.organizationId)];
  const masters = new Set([...emulator.contacts()].map((row) => row['_masterid_value']));
  return new Map(
    links.filter(
      ([, rowId]) => masters.has(rowId) && links.filter(([, otherId]) => otherId === rowId).length > 1,
    ),
  );
}

/** The rows of contacts that a run over the changed ones leaves out are current, unless a CRM user edited them. */
async function checkUnchanged(simulation: Simulation, account: Account): Promise<string[]> {
  const { accountId, contacts, emulator } = account;
  const run = await runOver(simulation, account, 'CHANGED');
  const changed = new Set((await itemsOf(simulation, account, run.id)).map(({ contactId }) => contactId));
  const links = storedLinks(simulation.databasePath, accountId, emulator.organizationId);
  const byCrmUser = new Set(
    emulator.ledger().flatMap(({ by, contactId }) => (by === 'staff' ? [contactId] : [])),
  );
  return [...contacts].flatMap(([contactId, contact]) => {
    const rowId = links.get(contactId) ?? '';
    const isShared = [...links.values()].filter((id) => id === rowId).length > 1;
    if (changed.has(contactId) || isShared || byCrmUser.has(rowId)) return [];
    const row = emulator.contact(rowId);
    // An e-mail that another row had is left as it is; only a run over all contacts tries it again.
    const isOwnEmail = contact.email?.startsWith(`${contactId}@`);
    const current = { ...contact, email: isOwnEmail ? contact.email : null };
    const problem = row ? differenceOf(row, current, account) : 'its row is missing';
    return problem ? [`${contactId} was left out as unchanged, but ${problem}`] : [];
  });
}

async function checkRun(simulation: Simulation, account: Account, run: Run): Promise<string[]> {
  const items = await itemsOf(simulation, account, run.id);
  const actual = items.map(({ contactId }) => contactId).toSorted();
  const expected = [...account.contacts.keys()].toSorted();
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    return [`the run has ${actual.join()} instead of ${expected.join()}`];
  }
  const merged = mergedContacts(simulation, account);
  return items.flatMap((item) => {
    const contact = account.contacts.get(item.contactId);
    const problem = contact && !merged.has(item.contactId) && problemOf(item, contact, account);
    return problem ? [`${item.contactId}: ${problem} (${item.outcome}, ${item.reason})`] : [];
  });
}

/** What is wrong with the outcome of an item, given the current CRM. */
function problemOf(item: Item, contact: Contact, account: Account): string | null {
  const { emulator } = account;
  const row = item.crmContactId === null ? null : emulator.contact(item.crmContactId);
  switch (item.outcome) {
    case 'CREATED':
    case 'UPDATED':
    case 'UNCHANGED':
      if (!row) return 'its row is missing';
      if (row['statecode'] !== 0) return 'its row is not active';
      return differenceOf(row, contact, account) ?? missingWarning(item, contact, account);
    case 'FAILED':
      return contact.email === INVALID_EMAIL ? null : `it failed with ${JSON.stringify(item.error)}`;
    case 'SKIPPED':
      return skipProblem(item, row, contact, emulator);
    case null:
      return 'it has no outcome';
  }
}

function differenceOf(row: StoredContact, contact: Contact, { emulator, mapping }: Account): string | null {
  for (const [attribute, { field }] of Object.entries(mapping)) {
    const value = contact[field as keyof Contact];
    const isKept = attribute === 'emailaddress1' && hasOtherRow(emulator, row, contact);
    if (value != null && row[attribute] !== value && !isKept && !isRefused(value))
      return `${attribute} is ${String(row[attribute])}`;
  }
  return null;
}

/** Each value that the contact arrived without must be reported. */
function missingWarning({ warnings }: Item, contact: Contact, { mapping }: Account): string | null {
  const refused = Object.keys(mapping).filter((attribute) =>
    isRefused(contact[mapping[attribute]?.field as keyof Contact]),
  );
  const missing = refused.find(
    (attribute) => !warnings.some(({ params }) => params['attribute'] === attribute),
  );
  return missing === undefined ? null : `${missing} is missing without a warning`;
}

/** Whether another active row has the contact's e-mail, which is then not written. */
function hasOtherRow(emulator: Emulator, row: StoredContact, { email }: Contact): boolean {
  return [...emulator.contacts()].some(
    (other) =>
      other['emailaddress1'] === email && other['statecode'] === 0 && other['contactid'] !== row['contactid'],
  );
}

function skipProblem(
  item: Item,
  row: StoredContact | null,
  contact: Contact,
  emulator: Emulator,
): string | null {
  const sameEmail = [...emulator.contacts()].filter((each) => each['emailaddress1'] === contact.email);
  switch (item.reason) {
    case 'DELETED_IN_CRM':
      return row ? 'its row exists' : null;
    case 'INACTIVE_MATCH':
      return item.candidates.every((id) => emulator.contact(id)?.['statecode'] !== 0)
        ? null
        : 'one of its candidates is active';
    case 'AMBIGUOUS_MATCH':
      return sameEmail.length > 1 ? null : 'no other row has its e-mail';
    case 'NAME_MISMATCH':
    case 'SHARED_EMAIL':
      return item.candidates.some((id) => emulator.contact(id)) ? null : 'no row shares its e-mail';
    default:
      return 'it has no valid reason';
  }
}

async function findCanaries({ databasePath, logged }: Simulation): Promise<string[]> {
  const places = {
    file: await readFile(databasePath, 'latin1'),
    'write-ahead log': await readFile(`${databasePath}-wal`, 'latin1').catch(() => ''),
    log: logged.join(''),
  };
  return Object.entries(places).flatMap(([place, text]) =>
    text.includes(CANARY) ? [`the ${place} contains a secret`] : [],
  );
}
