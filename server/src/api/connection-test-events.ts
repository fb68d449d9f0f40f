import type { ProviderStatus, StatusCheck } from '@goodfunds/shared';
import { providerStatusSchema, statusCheckSchema } from '@goodfunds/shared/schemas';
import { z } from 'zod';

/** Each check as it ends, then the whole status, once and last. */
export const connectionTestEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('CHECK'), check: statusCheckSchema }),
  z.object({ kind: z.literal('STATUS'), status: providerStatusSchema }),
]);
export type ConnectionTestEvent = z.infer<typeof connectionTestEventSchema>;

/** Runs a test and yields its checks at the moment they end. Rejects as the test rejects. */
export async function* connectionTestEvents(
  runTest: (onCheck: (check: StatusCheck) => void) => Promise<ProviderStatus>,
): AsyncGenerator<ConnectionTestEvent, void> {
  const ended: StatusCheck[] = [];
  let news = Promise.withResolvers<'CHECK'>();
  const status = runTest((check) => {
    ended.push(check);
    news.resolve('CHECK');
  });
  while ((await Promise.race([news.promise, status])) === 'CHECK') {
    news = Promise.withResolvers();
    for (const check of ended.splice(0)) yield { kind: 'CHECK', check };
  }
  yield { kind: 'STATUS', status: await status };
}
