import type { Contact, ProviderStatus, PushResult, Run } from '@goodfunds/shared';
import { dataOf, type PlainCall } from '../../harness/plain-calls.ts';
import type { Child } from './children.ts';
import { ACCOUNT, type DurableHouse } from './durable-house.ts';
import { lookAgain } from './wait.ts';

/** A caller that pushes contacts and starts runs, repeats what was cut off, and knows what has to arrive. */
export type Caller = {
  /** What stands in GoodFunds by now, by id. */
  readonly contacts: Map<string, Contact>;
  /** How often a contact was changed after its first push. */
  readonly changes: () => number;
  /** One round of work, or the rest of the one that was cut off. `CUT` when the process died meanwhile. */
  round(child: Child, way: RoundWay): Promise<'DONE' | 'CUT'>;
};

/** `TROUBLED`: the CRM refuses the connection once, and an administrator tests it again. `SLOW`: it takes its time. */
export type RoundWay = 'PLAIN' | 'TROUBLED' | 'SLOW';

const CONTACTS_A_ROUND = 3;
const SLOW_MS = 350;

export function createCaller(house: DurableHouse, integrationId: string): Caller {
  const contacts = new Map<string, Contact>();
  let rounds = 0;
  let changes = 0;
  let unfinished: { push: { contacts: Contact[]; idempotencyKey: string } } | null = null;

  const nextPush = () => {
    rounds += 1;
    const pushed = Array.from({ length: CONTACTS_A_ROUND }, (_, index) => freshContact(`${rounds}-${index}`));
    const older = contacts.get(`contact-${rounds - 1}-0`);
    if (older) {
      changes += 1;
      pushed.push({ ...older, lastName: `changed in round ${rounds}` });
    }
    for (const contact of pushed) contacts.set(contact.id, contact);
    return { push: { contacts: pushed, idempotencyKey: `round-${rounds}` } };
  };

  const work = async (child: Child, way: RoundWay): Promise<void> => {
    const service = house.service(child);
    unfinished ??= nextPush();
    const { push } = unfinished;
    if (way === 'TROUBLED') house.emulator.addFaults(REFUSED_ONCE);
    house.emulator.setCostModel({ requestMs: way === 'SLOW' ? SLOW_MS : 0 });
    const { runs } = await dataOf<PushResult>(service('sync.push', { accountId: ACCOUNT, ...push }));
    for (const run of runs) await followRun(child, service, run.id);
    const start = { accountId: ACCOUNT, integrationId, scope: { kind: 'ALL' } };
    const run = await dataOf<Run>(service('sync.start', { ...start, idempotencyKey: push.idempotencyKey }));
    await followRun(child, service, run.id);
    unfinished = null;
  };

  const followRun = async (child: Child, service: PlainCall, runId: string): Promise<void> => {
    for (;;) {
      const run = await dataOf<Run>(service('sync.get', { accountId: ACCOUNT, runId }));
      if (run.finishedAt !== null) return;
      if (run.status === 'PAUSED') {
        const user = await house.user(child);
        await dataOf<ProviderStatus>(user('connection.test', { integrationId }));
      }
      await lookAgain();
    }
  };

  return {
    contacts,
    changes: () => changes,
    round: async (child, way) => {
      try {
        await work(child, way);
        return 'DONE';
      } catch (error) {
        // The connection breaks before the end of the process is known.
        if (error instanceof TypeError) await child.ended;
        if (child.hasEnded()) return 'CUT';
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

function freshContact(name: string): Contact {
  return {
    id: `contact-${name}`,
    email: `contact-${name}@example.org`,
    firstName: 'Ada',
    lastName: `of round ${name}`,
  };
}
