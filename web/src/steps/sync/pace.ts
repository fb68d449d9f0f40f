/** How many contacts were over at a moment. */
export type Sample = { atMs: number; done: number };

/** `endsAtMs` is as good as the last half minute is typical. */
export type Pace = { perMinute: number; leftMs: number; endsAtMs: number };

/** Older ones say little about how it goes now. */
const REMEMBERED_MS = 30_000;
/** Less time says nothing yet. */
const SHORTEST_MS = 2_000;

export function addSample(samples: readonly Sample[], sample: Sample): Sample[] {
  return [...samples.filter(({ atMs }) => atMs >= sample.atMs - REMEMBERED_MS), sample];
}

/** The speed of the last half minute, and how long the rest takes at it; `null` as long as nobody can know. */
export function paceOf(samples: readonly Sample[], pending: number): Pace | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last || last.atMs - first.atMs < SHORTEST_MS || last.done <= first.done) return null;
  const perMs = (last.done - first.done) / (last.atMs - first.atMs);
  const leftMs = pending / perMs;
  return { perMinute: Math.round(perMs * 60_000), leftMs, endsAtMs: last.atMs + leftMs };
}
