import { randomBytes, randomUUID } from 'node:crypto';
import {
  type Contact,
  type ContactOutcome,
  type CrmIntegrationPort,
  DEFAULT_SYNC_RULES,
} from '@goodfunds/shared';
import { IntegrationError } from '../../../server/src/crm/integration-error.ts';
import { createMicrosoftDynamicsProvider } from '../../../server/src/providers/microsoft-dynamics/index.ts';
import { createEgress } from '../../../server/src/security/egress/create-egress.ts';
import { BATCHES_IN_FLIGHT } from '../../../server/src/sync/drain/drain.ts';
import { MAPPING } from '../data/people.ts';
import type { BenchClient, Target, Worker } from './client.ts';
import { createDirectory, type OursDirectory } from './ours-directory.ts';

/** The provider through its port, called as the service's drain calls it. */
export const ours: BenchClient = {
  id: 'ours',
  title: '(c) ours',
  description: 'createOrUpdateContacts, 1,000 contacts per call, concurrently as in a drain',
  open: (target) => openWorker({ target, directory: createDirectory(), throttles: createThrottles() }),
};

/** The value of `server/src/sync/drain/batch.ts`. */
const CONTACTS_PER_CALL = 1_000;

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
      countTokenRequest: () => undefined,
      log: () => undefined,
    },
  );
  await port.getEnvironmentId();
  await port.getAvailableContactFields();
  return {
    another: () => openWorker(organisation),
    sync: async (contacts) => {
      directory.remember(contacts);
      await concurrently(chunksOf(contacts), (call) => untilResolved(port, call, directory, target));
    },
    [Symbol.asyncDispose]: () => egress.close(),
  };
}

/** As many calls in flight as a drain has batches. */
async function concurrently(
  calls: readonly (readonly Contact[])[],
  syncCall: (call: readonly Contact[]) => Promise<void>,
): Promise<void> {
  const inFlight = new Set<Promise<void>>();
  for (const call of calls) {
    while (inFlight.size >= BATCHES_IN_FLIGHT) await Promise.race(inFlight);
    const one = syncCall(call).finally(() => inFlight.delete(one));
    inFlight.add(one);
  }
  await Promise.all(inFlight);
}

/** Keeps the outcomes, waits like a parked drain, and repeats the rest. */
async function untilResolved(
  port: CrmIntegrationPort,
  contacts: readonly Contact[],
  directory: OursDirectory,
  { time }: Target,
): Promise<void> {
  let open = contacts;
  while (open.length > 0) {
    try {
      const resolved = await port.createOrUpdateContacts(open, { ...OPTIONS, directory });
      directory.link(resolved);
      return;
    } catch (error) {
      if (!(error instanceof IntegrationError) || !error.retryable) throw error;
      directory.link(error.resolved);
      open = without(open, error.resolved);
      await time.sleep(error.retryAfterMs ?? PAUSE_MS);
    }
  }
}

const OPTIONS = {
  accountId: 7,
  mapping: MAPPING,
  ...DEFAULT_SYNC_RULES,
  strategy: 'UPDATE_IF_CHANGED',
  memoryKey: 'benchmark',
  dryRun: false,
} as const;

const PAUSE_MS = 1_000;

function without(contacts: readonly Contact[], resolved: readonly ContactOutcome[]): Contact[] {
  const done = new Set(resolved.map(({ contactId }) => contactId));
  return contacts.filter(({ id }) => !done.has(id));
}

function chunksOf(contacts: readonly Contact[]): (readonly Contact[])[] {
  const chunks: (readonly Contact[])[] = [];
  for (let start = 0; start < contacts.length; start += CONTACTS_PER_CALL) {
    chunks.push(contacts.slice(start, start + CONTACTS_PER_CALL));
  }
  return chunks;
}

/** The throttle store that the processes of a service share. */
function createThrottles() {
  const blocks = new Map<string, number>();
  return {
    blockedUntil: async (key: string) => blocks.get(key) ?? null,
    block: async (key: string, untilMs: number) => {
      blocks.set(key, Math.max(untilMs, blocks.get(key) ?? 0));
    },
    clear: async (key: string) => void blocks.delete(key),
  };
}
