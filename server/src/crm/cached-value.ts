import { LRUCache } from 'lru-cache';
import type { Clock } from '../runtime/runtime.ts';
import { RetryableIntegrationError } from './integration-error.ts';

type CachedValueOptions<Value, Caller> = {
  clock: Clock;
  maxAgeMs: number;
  /** `caller` is the one that found the value missing; `signal` aborts when no caller waits any more. */
  load: (caller: Caller, signal: AbortSignal) => Promise<Value>;
};

type CallOptions = {
  signal?: AbortSignal | undefined;
  /** Loads although there is a valid value. */
  refresh?: boolean;
  /** Until then the caller loads itself if the load of another caller fails. Default: never. */
  retryUntilMs?: number;
};

export type CachedValue<Value, Caller> = (caller: Caller, options?: CallOptions) => Promise<Value>;

/**
 * A value that is loaded once for all concurrent callers and kept until it expires. A caller that aborts gets
 * CANCELLED while the load continues for the others. Failures are not kept.
 */
export function createCachedValue<Value extends string | object, Caller>({
  clock,
  maxAgeMs,
  load,
}: CachedValueOptions<Value, Caller>): CachedValue<Value, Caller> {
  const cache = new LRUCache<'value', Value, { caller: Caller }>({
    max: 1,
    ttl: maxAgeMs,
    // Otherwise the cache reads the clock once a millisecond of real time.
    ttlResolution: 0,
    perf: clock,
    noDeleteOnFetchRejection: true,
    fetchMethod: (_key, _old, { context, signal }) => {
      loader = context.caller;
      return load(context.caller, signal);
    },
  });
  let loader: Caller | null = null;
  let waiting = 0;

  const get: CachedValue<Value, Caller> = async (caller, { signal, refresh: forceRefresh = false } = {}) => {
    if (signal?.aborted) throw cancelled(signal);
    waiting += 1;
    try {
      return await unlessAborted(cache.forceFetch('value', { context: { caller }, forceRefresh }), signal);
    } finally {
      waiting -= 1;
      // Deleting the entry aborts its load.
      if (waiting === 0 && signal?.aborted) cache.delete('value');
    }
  };

  return async (caller, options = {}) => {
    try {
      return await get(caller, options);
    } catch (error) {
      // The load of another caller can fail because of that caller, for example because its lease has ended.
      const { signal, retryUntilMs = 0 } = options;
      if (loader === caller || signal?.aborted || clock.now() >= retryUntilMs) throw error;
      return await get(caller, options);
    }
  };
}

async function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal) return await work;
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(cancelled(signal));
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function cancelled(signal: AbortSignal): RetryableIntegrationError {
  return new RetryableIntegrationError({ code: 'CANCELLED', cause: signal.reason });
}
