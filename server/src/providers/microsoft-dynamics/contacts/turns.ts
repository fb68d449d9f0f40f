/** Lets calls that concern the same follow one another, in the order in which they came. */
export type Turns = {
  /** Resolves when everybody before who named one of these keys is done; the answer is called when done oneself. */
  take: (keys: readonly string[]) => Promise<() => void>;
};

export function createTurns(): Turns {
  const lastByKey = new Map<string, Promise<void>>();

  return {
    take: async (keys) => {
      const { promise: done, resolve } = Promise.withResolvers<void>();
      const before = new Set(keys.flatMap((key) => lastByKey.get(key) ?? []));
      // All keys at once: who waits for whom is settled here, so that no two can wait for each other.
      for (const key of keys) lastByKey.set(key, done);
      await Promise.all(before);
      return () => {
        for (const key of keys) if (lastByKey.get(key) === done) lastByKey.delete(key);
        resolve();
      };
    },
  };
}
