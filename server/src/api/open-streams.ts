import { tooManyRequests } from '../runtime/use-case-error.ts';
import type { Caller } from '../security/principal.ts';
import type { ApiContext } from './context.ts';

/** How soon somebody who has too many streams open may look whether one has ended. */
const RETRY_AFTER_MS = 5_000;

/** The values of a stream, as long as its account has not too many of them open. Rejects with TOO_MANY_REQUESTS. */
export async function* amongOpenStreams<Value>(
  { rateLimits, caller }: Pick<ApiContext, 'rateLimits'> & { caller: Caller },
  open: () => AsyncIterable<Value>,
): AsyncGenerator<Value, void> {
  const release = rateLimits.openStream(`account ${caller.accountId}`);
  if (!release) throw tooManyRequests(RETRY_AFTER_MS);
  try {
    yield* open();
  } finally {
    release();
  }
}
