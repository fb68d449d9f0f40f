export type TokenRequests = {
  /** Asks the host; rejects where it has no token, or says nothing for too long. */
  ask: () => Promise<string>;
  answer: (requestId: string, token: string | null) => void;
};

const LONGEST_WAIT_MS = 15_000;

/** Matches the host's tokens with the requests for them. */
export function createTokenRequests(send: (requestId: string) => void): TokenRequests {
  const waiting = new Map<string, (token: string | null) => void>();
  return {
    async ask() {
      const requestId = crypto.randomUUID();
      const { promise, resolve } = Promise.withResolvers<string | null>();
      waiting.set(requestId, resolve);
      const timer = setTimeout(() => resolve(null), LONGEST_WAIT_MS);
      send(requestId);
      const token = await promise;
      clearTimeout(timer);
      waiting.delete(requestId);
      if (token === null) throw new Error('the host has no token');
      return token;
    },
    answer: (requestId, token) => waiting.get(requestId)?.(token),
  };
}
