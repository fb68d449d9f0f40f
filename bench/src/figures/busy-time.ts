export type Span = { readonly fromMs: number; readonly toMs: number };

/** Merges overlapping spans. */
export function union(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((left, right) => left.fromMs - right.fromMs)) {
    const last = merged.at(-1);
    if (last && span.fromMs <= last.toMs) {
      merged[merged.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, span.toMs) };
    } else merged.push(span);
  }
  return merged;
}

export function lengthMs(spans: readonly Span[]): number {
  return spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
}

/** The total time of `spans` within `windows`; overlapping spans count separately. */
export function overlapMs(spans: readonly Span[], windows: readonly Span[]): number {
  let sum = 0;
  for (const window of windows) {
    for (const span of spans) {
      sum += Math.max(0, Math.min(span.toMs, window.toMs) - Math.max(span.fromMs, window.fromMs));
    }
  }
  return sum;
}
