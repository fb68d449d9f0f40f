import type { Contact } from '@goodfunds/shared';
import { DynamicsWebApi } from 'dynamics-web-api';
import type { Target, Worker } from './client.ts';
import { type PeerPlan, planContacts } from './peer-plan.ts';
import { createRetry, ignoreRefusal } from './peer-retry.ts';
import { createTokenRefresh } from './peer-token.ts';

/**
 * Four concurrent workers, each with its own chunks: find, compare, write, next. While one finds, others write, so
 * the server is always busy.
 */
export async function openPeer(
  target: Target,
  writeChunk: (api: DynamicsWebApi, plan: PeerPlan) => Promise<void>,
): Promise<Worker> {
  const refresh = createTokenRefresh(target);
  await refresh();
  const retry = createRetry(target.time);
  // The library keeps the batch under construction in the client, so each worker needs its own.
  const apis = Array.from(
    { length: WORKERS },
    () =>
      new DynamicsWebApi({
        serverUrl: `${target.access.baseUrl}/`,
        dataApi: { version: '9.2' },
        onTokenRefresh: refresh,
      }),
  );
  return {
    another: () => openPeer(target, writeChunk),
    sync: async (contacts) => {
      const chunks = chunksOf(contacts);
      await Promise.all(
        apis.map(async (api) => {
          for (let chunk = chunks.shift(); chunk; chunk = chunks.shift()) {
            const current = chunk;
            await retry.untilResponse(async () => {
              const plan = await planContacts(api, retry, current);
              for (const part of partsOf(plan)) {
                await retry.whenNotThrottled(() => writeChunk(api, part)).catch(ignoreRefusal);
              }
            });
          }
        }),
      );
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

const WORKERS = 4;
/** Ten queries of a hundred per request: the fastest of 100, 250, 500, 1000. */
const FIND_CHUNK = 1_000;
/** The best of 100, 250, 500, 1000. Larger requests take longer and lose more when they fail. */
const WRITE_CHUNK = 250;

/** Equal sizes, so that all workers finish together. */
function chunksOf(contacts: readonly Contact[]): (readonly Contact[])[] {
  const rounds = Math.max(1, Math.ceil(contacts.length / (FIND_CHUNK * WORKERS)));
  return cut(contacts, Math.ceil(contacts.length / (rounds * WORKERS)));
}

function partsOf({ creates, updates }: PeerPlan): PeerPlan[] {
  return [
    ...cut(creates, WRITE_CHUNK).map((part) => ({ creates: part, updates: [] })),
    ...cut(updates, WRITE_CHUNK).map((part) => ({ creates: [], updates: part })),
  ];
}

function cut<Item>(items: readonly Item[], size: number): (readonly Item[])[] {
  const parts: (readonly Item[])[] = [];
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size));
  return parts;
}
