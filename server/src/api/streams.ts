import type { ProviderStatus, StatusCheck } from '@goodfunds/shared';
import { providerStatusSchema, statusCheckSchema } from '@goodfunds/shared/schemas';
import { z } from 'zod';
import { tooManyRequests } from '../runtime/use-case-error.ts';
import type { Caller, Principal } from '../security/principal.ts';
import type { ApiContext } from './context.ts';

const items = new WeakMap<object, z.ZodType>();

/** The output schema of a streaming procedure. Checks each value before it is sent, then passes it to `wrap`. */
export function streamOf<Item, Sent>(item: z.ZodType<Item>, wrap: (value: Item) => Sent) {
  const stream = z
    .custom<AsyncIterable<Item>>(isAsyncIterable)
    .transform((values): AsyncIterable<Sent, void> => checkEach(values, item, wrap));
  items.set(stream, item);
  return stream;
}

/** The schema of each value of a stream; `null` where the output is not a stream. */
export function streamedItem(output: z.ZodType): z.ZodType | null {
  return items.get(output) ?? null;
}

async function* checkEach<Item, Sent>(
  values: AsyncIterable<Item>,
  item: z.ZodType<Item>,
  wrap: (value: Item) => Sent,
): AsyncGenerator<Sent, void> {
  for await (const value of values) yield wrap(item.parse(value));
}

function isAsyncIterable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

const STREAM_RETRY_AFTER_MS = 5_000;

/**
 * Counts a stream until its response closes, of users and of the host application apart. Throws TOO_MANY_REQUESTS where
 * the account has too many open.
 */
export function countOpenStream({
  rateLimits,
  principal,
  caller,
  closed,
}: Pick<ApiContext, 'rateLimits' | 'closed'> & { principal: Principal; caller: Caller }): void {
  const release = rateLimits.openStream(`${principal.kind} ${caller.accountId}`);
  if (!release) throw tooManyRequests(STREAM_RETRY_AFTER_MS);
  if (closed.aborted) release();
  else closed.addEventListener('abort', release, { once: true });
}

/** Each check when it ends, then the whole status once. */
export const connectionTestEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('CHECK'), check: statusCheckSchema }),
  z.object({ kind: z.literal('STATUS'), status: providerStatusSchema }),
]);
export type ConnectionTestEvent = z.infer<typeof connectionTestEventSchema>;

/** Runs a connection test and yields each check when it ends. Rejects as the test rejects. */
export async function* connectionTestEvents(
  runTest: (onCheck: (check: StatusCheck) => void) => Promise<ProviderStatus>,
): AsyncGenerator<ConnectionTestEvent, void> {
  const ended: StatusCheck[] = [];
  let checkEnded = Promise.withResolvers<'CHECK'>();
  const status = runTest((check) => {
    ended.push(check);
    checkEnded.resolve('CHECK');
  });
  while ((await Promise.race([checkEnded.promise, status])) === 'CHECK') {
    checkEnded = Promise.withResolvers();
    for (const check of ended.splice(0)) yield { kind: 'CHECK', check };
  }
  yield { kind: 'STATUS', status: await status };
}
