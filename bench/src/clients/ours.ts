import { randomBytes, randomUUID } from 'node:crypto';
import type { Contact, ContactOutcome, CrmIntegrationPort } from '@goodfunds/shared';
import { IntegrationError } from '../../../server/src/crm/integration-error.ts';
import { createMicrosoftDynamicsProvider } from '../../../server/src/providers/microsoft-dynamics/index.ts';
import { createEgress } from '../../../server/src/security/egress/create-egress.ts';
import { BATCHES_IN_FLIGHT } from '../../../server/src/sync/drain/drain.ts';
import { MAPPING } from '../data/people.ts';
import type { BenchClient, Target, Worker } from './client.ts';
import { createDirectory, type OursDirectory } from './ours-directory.ts';

/** The provider through its port, handed contacts as the service's drains hand them over. */
export const ours: BenchClient = {
  id: 'ours',
  title: '(c) ours',
  description: 'createOrUpdateContacts, 1,000 contacts a call, overlapping as the service drains',
  open: (target) => openWorker({ target, directory: createDirectory(), throttles: createThrottles() }),
};

/** As `server/src/sync/drain/batch.ts` has it. */
const CONTACTS_A_CALL = 1_000;

type Organisation = {
  readonly target: Target;
  readonly directory: OursDirectory;
  readonly throttles: ReturnType<typeof createThrottles>;
};

async function openWorker(organisation: Organisation): Promise<Worker> {
  const { target, directory, throttles } = organisation;
  const { access, time } = target;
  const egress = createEgress({ devOrigins: [access.baseUrl, access.authority] });
  const { tenantId, clientId, clientSecret, baseUrl: environmentUrl } = access;
  const port = createMicrosoftDynamicsProvider({
    devOrigins: [access.baseUrl],
    entraAuthority: access.authority,
  }).open(
    { tenantId, clientId, clientSecret, environmentUrl },
    {
      egress,
      runtime: {
        clock: { now: () => Math.floor(time.now()), sleep: time.sleep },
        randomness: { bytes: (length) => randomBytes(length), fraction: Math.random },
        ids: { next: () => randomUUID() },
      },
      throttleStore: throttles,
      log: () => undefined,
    },
  );
  await port.getEnvironmentId();
  await port.getAvailableContactFields();
  return {
    beside: () => openWorker(organisation),
    bringIn: async (contacts) => {
      directory.remember(contacts);
      await overlapping(slicesOf(contacts), (call) => untilSettled(port, call, directory, target));
    },
    [Symbol.asyncDispose]: () => egress.close(),
  };
}

/** One call after the other, overlapping as a drain's batches do. */
async function overlapping(
  calls: readonly (readonly Contact[])[],
  bringIn: (call: readonly Contact[]) => Promise<void>,
): Promise<void> {
  const inFlight = new Set<Promise<void>>();
  for (const call of calls) {
    while (inFlight.size >= BATCHES_IN_FLIGHT) await Promise.race(inFlight);
    const one = bringIn(call).finally(() => inFlight.delete(one));
    inFlight.add(one);
  }
  await Promise.all(inFlight);
}

/** Keeps what is settled, rests as a parked drain does, and hands in the rest again. */
async function untilSettled(
  port: CrmIntegrationPort,
  contacts: readonly Contact[],
  directory: OursDirectory,
  { time }: Target,
): Promise<void> {
  let open = contacts;
  while (open.length > 0) {
    try {
      const settled = await port.createOrUpdateContacts(open, { ...OPTIONS, directory });
      directory.link(settled);
      return;
    } catch (error) {
      if (!(error instanceof IntegrationError) || !error.retryable) throw error;
      directory.link(error.settled);
      open = without(open, error.settled);
      await time.sleep(error.retryAfterMs ?? REST_MS);
    }
  }
}

const OPTIONS = {
  accountId: 7,
  mapping: MAPPING,
  strategy: 'UPDATE_IF_CHANGED',
  onAmbiguousMatch: 'REPORT',
  onDeletedInCrm: 'REPORT',
  dryRun: false,
} as const;

const REST_MS = 1_000;

function without(contacts: readonly Contact[], settled: readonly ContactOutcome[]): Contact[] {
  const done = new Set(settled.map(({ contactId }) => contactId));
  return contacts.filter(({ id }) => !done.has(id));
}

function slicesOf(contacts: readonly Contact[]): (readonly Contact[])[] {
  const slices: (readonly Contact[])[] = [];
  for (let start = 0; start < contacts.length; start += CONTACTS_A_CALL) {
    slices.push(contacts.slice(start, start + CONTACTS_A_CALL));
  }
  return slices;
}

/** Where all processes of a service see how long an environment throttles. */
function createThrottles() {
  const blocks = new Map<string, number>();
  return {
    blockedUntil: async (key: string) => blocks.get(key) ?? null,
    block: async (key: string, untilMs: number) => {
      blocks.set(key, Math.max(untilMs, blocks.get(key) ?? 0));
    },
  };
}
