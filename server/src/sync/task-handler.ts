import type { Drain, Lease, TaskRelease } from '../queue/drain-queue.ts';
import { type BegunBatch, beginBatch, type DrainDependencies } from './drain-batch.ts';

/** Batches of one integration on their way at the same time: while one is written, the next is looked for. */
const BATCHES_AT_ONCE = 2;
/** After so many batches others get their turn. */
const BATCHES_A_SLICE = 10;

const DONE: TaskRelease = { kind: 'DONE' };
const MORE: TaskRelease = { kind: 'MORE' };

/** Drains one integration: batch after batch, overlapping, for a bounded slice. */
export function createTaskHandler(dependencies: DrainDependencies): Drain {
  return async (lease, signal) => {
    const underWay = new Set<Promise<void>>();
    const stops: TaskRelease[] = [];
    const failures: unknown[] = [];
    try {
      const end = await beginBatches(lease, signal);
      await Promise.all(underWay);
      if (failures.length > 0) throw failures[0];
      return stops.reduce(longerRest, end);
    } finally {
      // Whatever happens, nothing of this drain goes on after it has ended.
      await Promise.allSettled(underWay);
    }

    async function beginBatches(drained: Lease, aborted: AbortSignal): Promise<TaskRelease> {
      for (let batches = 0; batches < BATCHES_A_SLICE; ) {
        if (stops.length > 0 || failures.length > 0) return DONE;
        if (underWay.size === BATCHES_AT_ONCE) await Promise.race(underWay);
        const begun = await beginBatch(dependencies, drained, aborted);
        if (begun.kind === 'STOP') return begun.release;
        if (begun.kind === 'NOTHING_FREE') {
          // What waits for a batch that is under way can be claimed when that has ended.
          if (underWay.size === 0) return DONE;
          await Promise.race(underWay);
          continue;
        }
        batches += 1;
        if (begun.kind === 'BEGUN') follow(begun);
      }
      return MORE;
    }

    function follow({ ended }: Extract<BegunBatch, { kind: 'BEGUN' }>): void {
      const batch = ended
        .then(
          (release) => {
            if (release) stops.push(release);
          },
          (error: unknown) => {
            failures.push(error);
          },
        )
        .finally(() => underWay.delete(batch));
      underWay.add(batch);
    }
  };
}

/** Of several reasons to stop, the one that rests longest counts. */
function longerRest(left: TaskRelease, right: TaskRelease): TaskRelease {
  return restMs(right) > restMs(left) ? right : left;
}

function restMs(release: TaskRelease): number {
  switch (release.kind) {
    case 'DONE':
      return 0;
    case 'MORE':
      return 1;
    case 'PARKED':
      return release.untilMs;
  }
}
