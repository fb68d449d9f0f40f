/** Returns the GoodFunds token (JWT) of the signed-in user, or a promise of it. */
export type GetToken = () => string | Promise<string>;

export type AccessToken = {
  /** The token to send, renewed when it is about to expire. Rejects with `NoTokenError`. */
  get(): Promise<string>;
  /** Drops a token that the service rejected; the next `get` asks the host. */
  refuse(token: string): void;
  /** Drops the current token because the host changed it or its function. */
  forget(): void;
};

/** The host returned no token in time. */
export class NoTokenError extends Error {
  constructor(cause?: unknown) {
    super('the host returned no token', { cause });
    this.name = 'NoTokenError';
  }
}

type AccessTokenOptions = {
  getToken: GetToken;
  /** Called when a new token belongs to another user or account. */
  onOtherUser?: () => void;
  now?: () => number;
  longestWaitMs?: number;
};

/**
 * Keeps the user's token in memory. Concurrent callers share one request to the host. The expiry is read from the
 * unverified token; one without a readable expiry is requested every time.
 */
export function createAccessToken(options: AccessTokenOptions): AccessToken {
  const { getToken, onOtherUser, now = Date.now, longestWaitMs = 15_000 } = options;
  let current: { token: string; freshUntilMs: number } | null = null;
  let pending: Promise<string> | null = null;
  let owner: string | null = null;

  function keep(token: string): void {
    const claims = readClaims(token);
    current = { token, freshUntilMs: freshUntil(claims.expiresAtMs, now()) };
    if (owner !== null && claims.owner !== null && claims.owner !== owner) onOtherUser?.();
    owner = claims.owner ?? owner;
  }

  async function requestToken(): Promise<string> {
    const request = requestInTime(getToken, longestWaitMs);
    pending = request;
    try {
      const token = await request;
      // After `forget`, a pending token is used once and not kept.
      if (pending === request) keep(token);
      return token;
    } finally {
      if (pending === request) pending = null;
    }
  }

  return {
    async get() {
      if (current && now() < current.freshUntilMs) return current.token;
      return await (pending ?? requestToken());
    },
    refuse(token) {
      if (current?.token === token) current = null;
    },
    forget() {
      current = null;
      pending = null;
    },
  };
}

async function requestInTime(getToken: GetToken, longestWaitMs: number): Promise<string> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new NoTokenError()), longestWaitMs);
  try {
    const token: unknown = await Promise.race([getToken(), late]);
    if (typeof token === 'string' && token !== '') return token;
  } catch (error) {
    throw new NoTokenError(error);
  } finally {
    clearTimeout(timer);
  }
  throw new NoTokenError();
}

const LONGEST_MARGIN_MS = 30_000;

/** Half a minute before expiry, or a fifth of the remaining time where that is shorter. */
function freshUntil(expiresAtMs: number | null, nowMs: number): number {
  if (expiresAtMs === null) return nowMs;
  return expiresAtMs - Math.min(LONGEST_MARGIN_MS, (expiresAtMs - nowMs) / 5);
}

/** The unverified claims of a GoodFunds token; `null` where they cannot be read. */
type TokenClaims = {
  expiresAtMs: number | null;
  /** Identifies the user and the account. */
  owner: string | null;
};

function readClaims(token: string): TokenClaims {
  const payload = readPayload(token.split('.')[1] ?? '');
  const { exp, sub, activeAccountId } = payload ?? {};
  return {
    expiresAtMs: typeof exp === 'number' && Number.isFinite(exp) ? exp * 1_000 : null,
    owner: payload ? JSON.stringify([sub ?? null, activeAccountId ?? null]) : null,
  };
}

function readPayload(part: string): Record<string, unknown> | null {
  try {
    const binary = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    const payload: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof payload === 'object' && payload !== null ? { ...payload } : null;
  } catch {
    // Not every token is a JWT.
    return null;
  }
}
