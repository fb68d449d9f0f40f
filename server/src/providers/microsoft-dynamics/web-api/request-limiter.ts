import { setImmediate } from 'node:timers/promises';
import PQueue from 'p-queue';

/** Bounds the requests that are in flight to one environment at the same time. */
export type RequestLimiter = {
  /** Runs the request as soon as a slot is free. Of those that wait, the highest priority goes first. */
  run<Answer>(priority: number, request: () => Promise<Answer>): Promise<Answer>;
};

/** Finds are short and give the writes of their call something to do. */
export const FIND_PRIORITY = 1;

/** `concurrency` is read before each request, because it can change at any time. */
export function createRequestLimiter(concurrency: () => number): RequestLimiter {
  const queue = new PQueue({ concurrency: concurrency() });

  return {
    run: async (priority, request) => {
      queue.concurrency = concurrency();
      const adapting = async () => {
        // Responses that arrived during a long computation are read first: one can be a throttle.
        await setImmediate();
        try {
          return await request();
        } finally {
          queue.concurrency = concurrency();
        }
      };
      return await queue.add(adapting, { priority });
    },
  };
}

/** For people at a screen, who do not wait for background writes. */
export const unlimitedRequests: RequestLimiter = { run: (_priority, request) => request() };
