/** Response times of the panel's attribute search. */
export type TypingFigures = {
  /** Number of attributes of the contact table. */
  readonly attributes: number;
  /** From each key to the frame with its list. */
  readonly keyMs: readonly number[];
  /** From the click that opens the list to the frame that shows it. */
  readonly openMs: readonly number[];
  /** Number of tasks over 50 ms. */
  readonly longTasks: number;
};

/** The quantile of the values at `share`, from 0 to 1. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The median of the largest table divided by that of the smallest. */
export function typingRatio(typing: readonly TypingFigures[]): number | null {
  const [smallest, largest] = [typing.at(0), typing.at(-1)];
  if (!smallest || !largest || smallest === largest) return null;
  return quantile(largest.keyMs, 0.5) / quantile(smallest.keyMs, 0.5);
}
