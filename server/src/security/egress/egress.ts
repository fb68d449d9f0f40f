/** All outbound HTTP. Refuses every host that the caller does not allow. */
export interface Egress {
  /**
   * Sends one request and reads the whole response. Rejects with `EgressError`.
   *
   * Only `https` to an allowed host on the default port, or an exact development origin, without user info. Redirects
   * are returned, not followed. The address must be public, and the checked address is the one connected to.
   */
  request(request: EgressRequest): Promise<EgressResponse>;
  /** Why `request` would refuse this URL, or `null`. Does not resolve the name. */
  refusal(url: URL, allowedHosts: readonly RegExp[]): EgressRefusal | null;
}

export type EgressRequest = {
  url: URL;
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** Secrets in headers or body, which are removed from the response where it repeats them. */
  secrets?: readonly string[];
  /** Allowed host names; each pattern has to match the whole name. */
  allowedHosts: readonly RegExp[];
  /** For the whole request, including connecting and reading. */
  timeoutMs: number;
  maxAnswerBytes: number;
  signal?: AbortSignal;
};

export type EgressResponse = {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
};

export type EgressRefusal = 'NOT_HTTPS' | 'USER_INFO' | 'PORT' | 'HOST_NOT_ALLOWED' | 'ADDRESS_NOT_PUBLIC';

export type EgressFailure =
  | EgressRefusal
  /** The name does not resolve. */
  | 'HOST_NOT_FOUND'
  /** The connection was refused, reset or closed. */
  | 'NETWORK'
  | 'TIMED_OUT'
  | 'ANSWER_TOO_LARGE'
  | 'ABORTED';

export class EgressError extends Error {
  readonly failure: EgressFailure;
  /** Whether the server can have received and executed the request. */
  readonly mayHaveArrived: boolean;

  constructor(failure: EgressFailure, options: { mayHaveArrived: boolean; cause?: unknown }) {
    super(`outbound request failed: ${failure}`, { cause: options.cause });
    this.name = 'EgressError';
    this.failure = failure;
    this.mayHaveArrived = options.mayHaveArrived;
  }
}
