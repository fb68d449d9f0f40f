import type { BenchContext } from '../cases/measure.ts';
import { MAPPING, person } from '../data/people.ts';
import { COSTS } from '../emulator/costs.ts';
import type { EmulatorAccess } from '../emulator/messages.ts';
import { floorMs } from '../figures/floor.ts';
import type { GrowthFigures, GrowthStep } from '../figures/growth.ts';
import type { SimulatedTime } from '../time/simulated-time.ts';
import { type RemoteService, startRemoteService } from './remote-service.ts';
import type { ServiceClient } from './service-client.ts';

/** How many times faster than real time the growth benchmark runs. */
export const GROWTH_FACTOR = 20;
const ACCOUNT_ID = 1;
const CONTACTS_PER_PUSH = 1_000;
/** Most contacts pushed but not yet in the CRM. */
const MOST_AHEAD = 20_000;
const STEPS = 10;

/** Pushes new contacts over HTTP to the whole service and waits until all are in the CRM. */
export async function measureGrowth(
  contacts: number,
  { emulator, time }: BenchContext,
): Promise<GrowthFigures> {
  time.setFactor(GROWTH_FACTOR);
  await emulator.setFactor(GROWTH_FACTOR);
  await emulator.prepare([]);
  await using service = await startRemoteService(emulator.access, {
    factor: GROWTH_FACTOR,
    accountId: ACCOUNT_ID,
  });
  const integrationId = await connectDynamics(service.user, emulator.access);
  const before = await service.usage();
  const startedMs = time.now();
  const steps: GrowthStep[] = [];
  const sample = async (synchronised: number) => {
    const { cpuMs, memoryBytes } = await service.usage();
    steps.push({
      contacts: synchronised,
      elapsedMs: time.now() - startedMs,
      cpuMs: cpuMs - before.cpuMs,
      memoryBytes,
    });
  };

  let pushed = 0;
  let nextStep = contacts / STEPS;
  for (let arrived = 0; arrived < contacts; arrived = await emulator.contactCount()) {
    if (arrived >= nextStep) {
      await sample(arrived);
      while (nextStep <= arrived) nextStep += contacts / STEPS;
    }
    if (pushed < contacts && pushed - arrived < MOST_AHEAD) {
      await push(service, pushed, Math.min(CONTACTS_PER_PUSH, contacts - pushed));
      pushed += CONTACTS_PER_PUSH;
    } else await time.sleep(POLL_INTERVAL_MS);
  }
  await sample(contacts);
  const counts = await untilRunsEnded(service, integrationId, time);
  const { peakBytes } = await service.usage();
  return {
    contacts,
    durationMs: time.now() - startedMs,
    floorMs: floorMs({ finds: contacts, creates: contacts, updates: 0, refusals: 0 }, COSTS),
    ...counts,
    rows: await emulator.contactCount(),
    baseBytes: before.memoryBytes,
    peakBytes,
    steps,
  };
}

const POLL_INTERVAL_MS = 500;

/** Creates the integration, with a mapping and enabled; returns its id. */
export async function connectDynamics(
  user: ServiceClient,
  { tenantId, clientId, clientSecret, baseUrl: environmentUrl }: EmulatorAccess,
): Promise<string> {
  const { id: integrationId, version } = await user.call<{ id: string; version: number }>('config.create', {
    provider: 'microsoft-dynamics',
    credentials: { tenantId, clientId, clientSecret, environmentUrl },
  });
  await user.call('config.update', { integrationId, version, mapping: MAPPING, enabled: true });
  return integrationId;
}

async function push({ backend }: RemoteService, from: number, count: number): Promise<void> {
  const contacts = Array.from({ length: count }, (_, offset) => person(from + offset));
  await backend.call('sync.push', { accountId: ACCOUNT_ID, contacts });
}

type RunPage = {
  runs: {
    finishedAt: string | null;
    counts: Record<'created' | 'updated' | 'unchanged' | 'skipped' | 'failed', number>;
  }[];
  nextCursor: string | null;
};

/** The counts of all runs, once none of them is open. */
export async function untilRunsEnded(
  { backend }: RemoteService,
  integrationId: string,
  time: SimulatedTime,
): Promise<Pick<GrowthFigures, 'arrived' | 'notArrived'>> {
  for (;;) {
    let open = 0;
    let arrived = 0;
    let notArrived = 0;
    for (let cursor: string | null = null, more = true; more; more = cursor !== null) {
      const page: RunPage = await backend.call<RunPage>('sync.list', {
        accountId: ACCOUNT_ID,
        integrationId,
        ...(cursor === null ? {} : { cursor }),
      });
      for (const { finishedAt, counts } of page.runs) {
        if (finishedAt === null) open += 1;
        arrived += counts.created + counts.updated + counts.unchanged;
        notArrived += counts.skipped + counts.failed;
      }
      cursor = page.nextCursor;
    }
    if (open === 0) return { arrived, notArrived };
    await time.sleep(POLL_INTERVAL_MS);
  }
}
