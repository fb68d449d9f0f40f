import { readClaims } from './token-claims.ts';

/** Gives the GoodFunds token (JWT) of the signed-in user, or a promise of it. */
export type GetToken = () => string | Promise<string>;

export type AccessToken = {
  /** The token to send: the one at hand while it is good for a while, else a fresh one. Rejects with `NoTokenError`. */
  get(): Promise<string>;
  /** Says that the service refused this token, so that the next `get` asks the host. */
  refuse(token: string): void;
  /** The host changed what it gives: the next `get` asks it. */
  forget(): void;
};

/** The host gave no token, or no answer. */
export class NoTokenError extends Error {
  constructor(cause?: unknown) {
    super('the host gave no token', { cause });
    this.name = 'NoTokenError';
  }
}

type AccessTokenOptions = {
  getToken: GetToken;
  /** Called when a fresh token is another user's, or another account's, than the one before. */
  onOtherUser?: () => void;
  now?: () => number;
  longestWaitMs?: number;
};

/**
 * Holds the user's token, in memory alone. Whoever asks at the same time shares one question to the host. When to
 * renew is read from the token itself, unverified: whether it is good is for the service to say. One without a
 * readable end is asked for anew each time.
 */
export function createAccessToken(options: AccessTokenOptions): AccessToken {
  const { getToken, onOtherUser, now = Date.now, longestWaitMs = 15_000 } = options;
  let held: { token: string; freshUntilMs: number } | null = null;
  let asking: Promise<string> | null = null;
  let owner: string | null = null;

  function take(token: string): void {
    const claims = readClaims(token);
    held = { token, freshUntilMs: freshUntil(claims.expiresAtMs, now()) };
    if (owner !== null && claims.owner !== null && claims.owner !== owner) onOtherUser?.();
    owner = claims.owner ?? owner;
  }

  async function ask(): Promise<string> {
    const question = askInTime(getToken, longestWaitMs);
    asking = question;
    try {
      const token = await question;
      // An answer to a question that the host has changed its mind about is used once and not kept.
      if (asking === question) take(token);
      return token;
    } finally {
      if (asking === question) asking = null;
    }
  }

  return {
    async get() {
      if (held && now() < held.freshUntilMs) return held.token;
      return await (asking ?? ask());
    },
    refuse(token) {
      if (held?.token === token) held = null;
    },
    forget() {
      held = null;
      asking = null;
    },
  };
}

async function askInTime(getToken: GetToken, longestWaitMs: number): Promise<string> {
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

/** Half a minute before the end, or a fifth of what is left where that is shorter. */
function freshUntil(expiresAtMs: number | null, nowMs: number): number {
  if (expiresAtMs === null) return nowMs;
  return expiresAtMs - Math.min(LONGEST_MARGIN_MS, (expiresAtMs - nowMs) / 5);
}
