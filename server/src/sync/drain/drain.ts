import type { Lease } from '../../queue/drain-queue.ts';
import { TIME_SLICE_MS } from '../../runtime/timeouts.ts';
import { DONE, type DrainContext, type DrainEnd, MORE, startBatch } from './batch.ts';

/** Batches of one drain in flight at the same time: while one is written, the next ones are found. */
export const BATCHES_IN_FLIGHT = 4;

/** Processes the pending items of one integration for a bounded time. Nothing is in flight when it ends. */
export async function drainIntegration(
  context: DrainContext,
  lease: Lease,
  signal: AbortSignal,
): Promise<DrainEnd> {
  const inFlight = new Set<Promise<void>>();
  const stops: DrainEnd[] = [];
  const endMs = context.clock.now() + TIME_SLICE_MS;
  let hasFailed = false;

  async function startBatches(): Promise<DrainEnd> {
    while (stops.length === 0 && !hasFailed) {
      if (inFlight.size >= BATCHES_IN_FLIGHT) {
        await Promise.race(inFlight);
        continue;
      }
      if (context.clock.now() >= endMs) return MORE;
      const start = await startBatch(context, lease, signal);
      if (start.kind === 'STOP') return start.release;
      if (start.kind === 'STARTED') track(start.finished);
      if (start.kind === 'NOTHING_CLAIMABLE') {
        if (inFlight.size === 0) return DONE;
        // Items that share a contact or an e-mail with a batch in flight can be claimed after it.
        await Promise.race(inFlight);
      }
    }
    return DONE;
  }

  function track(finished: Promise<DrainEnd | null>): void {
    const batch = finished.then((release) => {
      inFlight.delete(batch);
      if (release) stops.push(release);
    });
    inFlight.add(batch);
    batch.catch(() => {
      hasFailed = true;
    });
  }

  try {
    const end = await startBatches();
    await Promise.all(inFlight);
    return [end, ...stops].some(({ kind }) => kind === 'MORE') ? MORE : DONE;
  } finally {
    await Promise.allSettled(inFlight);
  }
}
