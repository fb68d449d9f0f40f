/** Pushes of a healthy account, first alone, then beside hostile CRMs of other accounts. */
export type HostileFigures = {
  /** The hostile answers, one CRM each. */
  readonly crms: readonly string[];
  readonly contactsPerPush: number;
  /** From each push to the moment at which all its contacts are in the CRM. */
  readonly aloneMs: readonly number[];
  readonly besideMs: readonly number[];
  /** Of the service's event loop, beside the hostile CRMs. */
  readonly longestDelayMs: number;
  readonly peakBytes: number;
};
