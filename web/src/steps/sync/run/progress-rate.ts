export type Sample = { atMs: number; done: number };

/** `endsAtMs` assumes that the last half minute is typical. */
export type ProgressRate = { perMinute: number; remainingMs: number; endsAtMs: number };

const WINDOW_MS = 30_000;
/** A shorter time says too little. */
const SHORTEST_MS = 2_000;

export function addSample(samples: readonly Sample[], sample: Sample): Sample[] {
  return [...samples.filter(({ atMs }) => atMs >= sample.atMs - WINDOW_MS), sample];
}

/** The rate of the last half minute, and how long the pending contacts take at it; `null` while it is unknown. */
export function progressRate(samples: readonly Sample[], pending: number): ProgressRate | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last || last.atMs - first.atMs < SHORTEST_MS || last.done <= first.done) return null;
  const perMs = (last.done - first.done) / (last.atMs - first.atMs);
  const remainingMs = pending / perMs;
  return { perMinute: Math.round(perMs * 60_000), remainingMs, endsAtMs: last.atMs + remainingMs };
}
