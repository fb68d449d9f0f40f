/** The options that are drawn: from `from` up to, but not with, `to`. */
export type OptionWindow = { from: number; to: number };

/** More than fit into the list at once, and few enough to be drawn between two keys. */
const STEP = 25;

/** A window that begins around an option. */
export function windowAround(index: number): OptionWindow {
  return { from: Math.max(0, index - STEP), to: index + STEP };
}

/** The window grown until it holds the option and some beyond; a new one where the option is far away. */
export function reachOption(window: OptionWindow, index: number): OptionWindow {
  const { from, to } = window;
  if (index < from - STEP || index > to + STEP) return windowAround(index);
  if (index - MARGIN < from) return { from: Math.max(0, from - STEP), to };
  return index + MARGIN >= to ? { from, to: to + STEP } : window;
}

/** So many options beyond the one that is looked at are drawn already. */
const MARGIN = 6;
