import { decideReviews, listReviews } from '../../../src/sync/reviews.ts';
import { cancel, listRuns, retryFailed, start } from '../../../src/sync/runs.ts';
import { isAccepted } from './calls.ts';
import type { Account, Action, Simulation } from './simulation.ts';

const HOUR_MS = 3_600_000;

/** What users and the schedule do with runs and reviews. */
export const RUN_ACTIONS: readonly Action[] = [
  { name: 'start', weight: 5, act: startRun },
  { name: 'cancel', weight: 2, act: cancelRun },
  { name: 'retry', weight: 2, act: retryRun },
  { name: 'decide', weight: 8, act: decideReviewsAtRandom },
  { name: 'due runs', weight: 6, act: startDueRuns },
];

async function startRun(simulation: Simulation, { caller, integrationId }: Account): Promise<void> {
  const kind = simulation.random.pick(['ALL', 'CHANGED'] as const);
  await isAccepted(simulation, async ({ context }) => {
    await start(context, caller, { integrationId, scope: { kind } });
  });
}

async function cancelRun(simulation: Simulation, { caller, integrationId }: Account): Promise<void> {
  await isAccepted(simulation, async ({ context }) => {
    const { runs } = await listRuns(context, caller, { integrationId });
    const open = runs.find(({ finishedAt }) => finishedAt === null);
    if (open) await cancel(context, caller, open.id);
  });
}

async function retryRun(simulation: Simulation, { caller, integrationId }: Account): Promise<void> {
  await isAccepted(simulation, async ({ context }) => {
    const { runs } = await listRuns(context, caller, { integrationId });
    const failed = runs.find(({ finishedAt, counts }) => finishedAt !== null && counts.failed > 0);
    if (failed) await retryFailed(context, caller, { runId: failed.id });
  });
}

async function startDueRuns(simulation: Simulation): Promise<void> {
  const { random } = simulation;
  if (random.chance(0.7)) simulation.passTime(random.below(36) * HOUR_MS);
  await simulation.call(async (worker) => {
    if (random.chance(0.3)) worker.crashAfter(1 + random.below(6));
    await worker.startDueRuns();
    worker.crashAfter(null);
  });
}

async function decideReviewsAtRandom(
  simulation: Simulation,
  { caller, integrationId, emulator }: Account,
): Promise<void> {
  const { random } = simulation;
  await isAccepted(simulation, async ({ context }) => {
    const { reviews } = await listReviews(context, caller, { integrationId });
    const directory = context.store.links.directory(caller.accountId);
    const owners = await directory.ownersOf(
      emulator.organizationId,
      reviews.flatMap(({ candidates }) => candidates),
    );
    const taken = new Set(owners.keys());
    const decisions = reviews.map(({ contactId, candidates }) => {
      // Two contacts with one row would overwrite each other for ever.
      const crmContactId = candidates.find((id) => !taken.has(id));
      if (crmContactId === undefined || random.chance(0.5)) {
        return { contactId, decision: random.pick(['NEW_CONTACT', 'IGNORE'] as const) };
      }
      taken.add(crmContactId);
      return { contactId, decision: 'SAME_PERSON' as const, crmContactId };
    });
    if (decisions.length > 0) await decideReviews(context, caller, { integrationId, decisions });
  });
}
