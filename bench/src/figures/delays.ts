/** How long one operation keeps the service from everything else. Real time. */
export type DelayFigures = {
  readonly operation: string;
  /** The longest delay of the event loop of the service's process. */
  readonly longestMs: number;
  /** A fixed piece of CPU work in the same run, to compare runs on different machines. */
  readonly workMs: number;
};
