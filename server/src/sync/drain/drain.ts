import type { Drain, Lease, TaskRelease } from '../../queue/drain-queue.ts';
import { type BegunBatch, beginBatch, type DrainDependencies } from './batch.ts';
import { strideAfter, WRITING } from './stride.ts';

const DONE: TaskRelease = { kind: 'DONE' };
const MORE: TaskRelease = { kind: 'MORE' };

/** Drains one integration: batch after batch, overlapping, for a bounded slice. */
export function createTaskHandler(dependencies: DrainDependencies): Drain {
  return async (lease, signal) => {
    const underWay = new Set<Promise<void>>();
    const stops: TaskRelease[] = [];
    const failures: unknown[] = [];
    let stride = WRITING;
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
      for (let batches = 0; batches < stride.aSlice; ) {
        if (stops.length > 0 || failures.length > 0) return DONE;
        if (underWay.size >= stride.atOnce) {
          await Promise.race(underWay);
          continue;
        }
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
          (end) => {
            if (end.kind === 'STOP') stops.push(end.release);
            else stride = strideAfter(end.outcomes);
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
