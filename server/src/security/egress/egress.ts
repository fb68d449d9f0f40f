/**
 * The one way out of the house. Knows no provider: it is given the hosts that are allowed, and refuses all else.
 */
export interface Egress {
  /**
   * Sends one request and reads the whole answer.
   *
   * Only `https` to an allowed host on its default port, or an exact development origin; no user info; no
   * redirects are followed (a 3xx is answered as it is); the resolved address must be public, and the address
   * that was checked is the one that is connected to. Rejects with `EgressError`.
   */
  request(request: EgressRequest): Promise<EgressResponse>;
  /** Whether `request` would let this URL pass, its DNS answer apart. The reason of a refusal, or `null`. */
  refusal(url: URL, allowedHosts: readonly RegExp[]): EgressRefusal | null;
}

export type EgressRequest = {
  url: URL;
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** Secrets in headers or body. Where the answer repeats one, it is blanked. */
  secrets?: readonly string[];
  /** Host names that may be reached, each pattern anchored at both ends. */
  allowedHosts: readonly RegExp[];
  /** For the whole exchange, connecting and reading included. */
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
  /** Connection refused, reset or cut off: whether the request arrived is unknown. */
  | 'NETWORK'
  | 'TIMED_OUT'
  | 'ANSWER_TOO_LARGE'
  | 'ABORTED';

export class EgressError extends Error {
  readonly failure: EgressFailure;
  /** Whether the other side may have received, and carried out, the request. */
  readonly mayHaveArrived: boolean;

  constructor(failure: EgressFailure, options: { mayHaveArrived: boolean; cause?: unknown }) {
    super(`outbound request failed: ${failure}`, { cause: options.cause });
    this.name = 'EgressError';
    this.failure = failure;
    this.mayHaveArrived = options.mayHaveArrived;
  }
}
