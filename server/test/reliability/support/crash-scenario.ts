import type { Contact, Integration, ProviderStatus, PushResult, Run, RunPage } from '@goodfunds/shared';
import { dataOf, type HttpCall } from '../../harness/http-client.ts';
import { checkLedger, type LedgerResult } from './check-ledger.ts';
import { findDatabaseErrors } from './database-checks.ts';
import { ACCOUNT, type ProcessFixture, processFixture, type ServiceProcess } from './process-fixture.ts';
import { pollDelay } from './wait.ts';

export type CrashResult = LedgerResult & {
  /** Points at which a process was killed. */
  points: ReadonlySet<string>;
  databaseErrors: string[];
  /** How often a contact was changed after its first push. */
  changes: number;
};

/**
 * Kills one process after the other on the same file, each at its crash point, while a caller continues. Then lets
 * the last one finish and checks the ledger of the CRM.
 */
export async function killAtEachPoint(
  plans: readonly { point: string; hit: number }[],
): Promise<CrashResult> {
  await using fixture = await processFixture();
  const first = await fixture.start();
  const { id: integrationId } = await fixture.connect(first);
  await first.kill();
  const caller = createCaller(fixture, integrationId);
  const points = new Set<string>();
  for (const { point, hit } of plans) {
    const process = await fixture.tryStart({ stopAt: { point, hit, signal: 'SIGKILL' } });
    if (process) await workUntilKilled(caller, process, point);
    points.add(point);
  }
  const last = await fixture.start();
  await caller.round(last, 'PLAIN');
  await caller.round(last, 'PLAIN');
  await last.kill();
  return {
    ...checkLedger(fixture.emulator, caller.contacts.values()),
    points,
    databaseErrors: findDatabaseErrors(fixture.databasePath),
    changes: caller.changes(),
  };
}

async function workUntilKilled(caller: Caller, process: ServiceProcess, point: string): Promise<void> {
  for (let rounds = 1; (await caller.round(process, modeFor(point))) === 'DONE'; rounds += 1) {
    if (rounds > MAX_ROUNDS) throw new Error(`The process never reached the crash point "${point}".`);
  }
}

const MAX_ROUNDS = 10;

/**
 * `REFUSED`: the CRM refuses the connection once, and an administrator tests it again. `SLOW`: responses are slow.
 * `OFF`: the contacts are pushed while the integration is off.
 */
type RoundMode = 'PLAIN' | 'REFUSED' | 'SLOW' | 'OFF';

function modeFor(point: string): RoundMode {
  // Tokens are cached; only a connection test requests a new one.
  if (/suspend|recordStatus|token/.test(point)) return 'REFUSED';
  if (point.endsWith('updateIntegration')) return 'OFF';
  return point.endsWith('renew') ? 'SLOW' : 'PLAIN';
}

/** Pushes contacts, decides reviews, starts runs, and repeats what a crash interrupted. */
type Caller = {
  /** The current contacts of GoodFunds by id. */
  readonly contacts: Map<string, Contact>;
  changes: () => number;
  /** One round of work, or the rest of an interrupted one. */
  round(process: ServiceProcess, mode: RoundMode): Promise<'DONE' | 'KILLED'>;
};

const CONTACTS_PER_ROUND = 3;
const SLOW_REQUEST_MS = 350;

function createCaller(fixture: ProcessFixture, integrationId: string): Caller {
  const contacts = new Map<string, Contact>();
  let rounds = 0;
  let changes = 0;
  let unfinished: { contacts: Contact[]; idempotencyKey: string } | null = null;
  let isOff = false;

  const nextPush = () => {
    rounds += 1;
    const pushed = Array.from({ length: CONTACTS_PER_ROUND }, (_, index) => newContact(`${rounds}-${index}`));
    const older = contacts.get(`contact-${rounds - 1}-0`);
    if (older) {
      changes += 1;
      pushed.push({ ...older, lastName: `changed in round ${rounds}` });
    }
    pushed.push({ ...newContact(`${rounds}-without`), email: null });
    for (const contact of pushed) contacts.set(contact.id, contact);
    return { contacts: pushed, idempotencyKey: `round-${rounds}` };
  };

  const work = async (process: ServiceProcess, mode: RoundMode): Promise<void> => {
    const service = fixture.service(process);
    unfinished ??= nextPush();
    const push = unfinished;
    if (mode === 'REFUSED') fixture.emulator.addFaults(REFUSED_ONCE);
    fixture.emulator.setCostModel({ requestMs: mode === 'SLOW' ? SLOW_REQUEST_MS : 0 });
    if (mode === 'OFF' && !isOff) {
      // A crash leaves open whether it is off.
      isOff = true;
      await setEnabled(process, false);
    }
    const { runs } = await dataOf<PushResult>(service('sync.push', { accountId: ACCOUNT, ...push }));
    if (isOff) await switchOn(process, service, push.contacts);
    for (const run of runs) await untilFinished(process, service, run.id);
    const decision = { accountId: ACCOUNT, integrationId, reason: 'NO_EMAIL', decision: 'NEW_CONTACT' };
    const { idempotencyKey } = push;
    const decided = await dataOf<Run>(service('reviews.decide', { ...decision, idempotencyKey }));
    await untilFinished(process, service, decided.id);
    const start = { accountId: ACCOUNT, integrationId, scope: { kind: 'ALL' } };
    const run = await dataOf<Run>(service('sync.start', { ...start, idempotencyKey }));
    await untilFinished(process, service, run.id);
    unfinished = null;
  };

  const setEnabled = async (process: ServiceProcess, enabled: boolean): Promise<void> => {
    const user = await fixture.user(process);
    const { version } = await dataOf<Integration>(user('config.get', { integrationId }));
    await dataOf(user('config.update', { integrationId, version, enabled }));
  };

  /** Its run alone has to sync what was pushed before, also if a crash interrupted switching on. */
  const switchOn = async (
    process: ServiceProcess,
    service: HttpCall,
    pushed: readonly Contact[],
  ): Promise<void> => {
    await setEnabled(process, true);
    const { runs } = await dataOf<RunPage>(service('sync.list', { accountId: ACCOUNT, integrationId }));
    for (const run of runs) await untilFinished(process, service, run.id);
    const names = new Set([...fixture.emulator.contacts()].map((row) => row['lastname']));
    const missing = pushed.filter(({ email, lastName }) => email && !names.has(lastName));
    if (missing.length > 0) throw new Error(`Switching on did not sync ${JSON.stringify(missing)}.`);
    isOff = false;
  };

  /** Tests the connection whenever the run is paused, which resumes it. */
  const untilFinished = async (process: ServiceProcess, service: HttpCall, runId: string): Promise<void> => {
    for (;;) {
      const run = await dataOf<Run>(service('sync.get', { accountId: ACCOUNT, runId }));
      if (run.finishedAt !== null) return;
      if (run.status === 'PAUSED') {
        const user = await fixture.user(process);
        await dataOf<ProviderStatus>(user('connection.test', { integrationId }));
      }
      await pollDelay();
    }
  };

  return {
    contacts,
    changes: () => changes,
    round: async (process, mode) => {
      try {
        await work(process, mode);
        return 'DONE';
      } catch (error) {
        // The connection breaks before the exit of the process is known.
        if (error instanceof TypeError) await process.ended;
        if (process.hasEnded()) return 'KILLED';
        throw error;
      }
    },
  };
}

const REFUSED_ONCE = {
  match: { url: 'batch', body: '(PATCH|POST) ' },
  action: {
    type: 'respond',
    status: 403,
    body: { error: { code: '0x80072560', message: 'The user is not a member of the organization.' } },
  },
} as const;

function newContact(name: string): Contact {
  return {
    id: `contact-${name}`,
    email: `contact-${name}@example.org`,
    firstName: 'Ada',
    lastName: `of round ${name}`,
  };
}
