export type TokenRequests = {
  /** Asks the host, and waits for as long as it takes; rejects where it has no token. */
  ask: () => Promise<string>;
  answer: (requestId: string, token: string | null) => void;
};

/** Matches the host's tokens with the requests for them. */
export function createTokenRequests(send: (requestId: string) => void): TokenRequests {
  const waiting = new Map<string, (token: string | null) => void>();
  return {
    async ask() {
      const requestId = crypto.randomUUID();
      const { promise, resolve } = Promise.withResolvers<string | null>();
      waiting.set(requestId, resolve);
      send(requestId);
      const token = await promise;
      if (token === null) throw new Error('the host has no token');
      return token;
    },
    answer(requestId, token) {
      waiting.get(requestId)?.(token);
      waiting.delete(requestId);
    },
  };
}
