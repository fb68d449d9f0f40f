/** One piece of work for all who ask while it is under way. */
export type SharedWork<Value> = {
  /**
   * Joins the work under way, or starts it. Rejects with the reason of `signal` once that aborts, while others go on
   * waiting; the work itself is aborted when nobody waits for it any more.
   */
  join(start: (abandoned: AbortSignal) => Promise<Value>, signal?: AbortSignal): Promise<Value>;
  isUnderWay(): boolean;
};

export function createSharedWork<Value>(): SharedWork<Value> {
  let underWay: { result: Promise<Value>; waiting: number; abandoned: AbortController } | null = null;

  const begin = (start: (abandoned: AbortSignal) => Promise<Value>) => {
    const abandoned = new AbortController();
    const work = { result: start(abandoned.signal), waiting: 0, abandoned };
    const end = (): void => {
      if (underWay === work) underWay = null;
    };
    work.result.then(end, end);
    underWay = work;
    return work;
  };

  return {
    isUnderWay: () => underWay !== null,
    join: async (start, signal) => {
      signal?.throwIfAborted();
      const work = underWay ?? begin(start);
      work.waiting += 1;
      const left = Promise.withResolvers<never>();
      const leave = (): void => left.reject(signal?.reason);
      signal?.addEventListener('abort', leave, { once: true });
      try {
        return await Promise.race([work.result, left.promise]);
      } finally {
        signal?.removeEventListener('abort', leave);
        work.waiting -= 1;
        if (work.waiting === 0 && underWay === work) {
          underWay = null;
          work.abandoned.abort();
        }
      }
    },
  };
}
