/** How long it took from keys to the list that they led to, in the attribute search of the panel. */
export type TypingFigures = {
  /** Attributes of the contact table that the search shows. */
  readonly attributes: number;
  /** From each key to the frame that shows its list. */
  readonly keyMs: readonly number[];
  /** From the press that opens the list to the frame that shows it. */
  readonly openMs: readonly number[];
  /** Tasks during all this that held the page for longer than 50 ms. */
  readonly longTasks: number;
};

/** The value below which so large a share of all lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** How many times as long the largest table takes as the smallest one, at the median. */
export function typingRatio(typing: readonly TypingFigures[]): number | null {
  const [smallest, largest] = [typing.at(0), typing.at(-1)];
  if (!smallest || !largest || smallest === largest) return null;
  return quantile(largest.keyMs, 0.5) / quantile(smallest.keyMs, 0.5);
}
