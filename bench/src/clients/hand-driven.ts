import type { Contact } from '@goodfunds/shared';
import { DynamicsWebApi } from 'dynamics-web-api';
import type { Target, Worker } from './client.ts';
import { type HandmadePlan, planByHand } from './find-by-hand.ts';
import { createPatience, ignoreRefusal } from './peer-patience.ts';
import { createTokenRefresh } from './peer-token.ts';

/**
 * Four lanes side by side, each with slices of its own: find, compare, write, next. While one lane finds the others
 * write, so that the server always has something to do.
 */
export async function openHandDriven(
  target: Target,
  writeAtOnce: (api: DynamicsWebApi, plan: HandmadePlan) => Promise<void>,
): Promise<Worker> {
  const refresh = createTokenRefresh(target);
  await refresh();
  const patience = createPatience(target.time);
  // The library keeps the batch under construction in the client, so each lane has a client of its own.
  const lanes = Array.from(
    { length: LANES },
    () =>
      new DynamicsWebApi({
        serverUrl: `${target.access.baseUrl}/`,
        dataApi: { version: '9.2' },
        onTokenRefresh: refresh,
      }),
  );
  return {
    beside: () => openHandDriven(target, writeAtOnce),
    bringIn: async (contacts) => {
      const slices = slicesOf(contacts);
      await Promise.all(
        lanes.map(async (api) => {
          for (let slice = slices.shift(); slice; slice = slices.shift()) {
            const mine = slice;
            await patience.untilAnswered(async () => {
              const plan = await planByHand(api, patience, mine);
              for (const part of partsOf(plan)) {
                await patience.pastThrottles(() => writeAtOnce(api, part)).catch(ignoreRefusal);
              }
            });
          }
        }),
      );
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

const LANES = 4;
/** Ten queries of a hundred in one request: found quickest. Tried: 100, 250, 500, 1000. */
const FOUND_AT_ONCE = 1_000;
/** Tried: 100, 250, 500, 1000. Much bigger ones are long under way, and lose more when they fail. */
const WRITTEN_AT_ONCE = 250;

/** All equally big, so that no lane waits for another in the end. */
function slicesOf(contacts: readonly Contact[]): (readonly Contact[])[] {
  const rounds = Math.max(1, Math.ceil(contacts.length / (FOUND_AT_ONCE * LANES)));
  return cut(contacts, Math.ceil(contacts.length / (rounds * LANES)));
}

function partsOf({ creates, updates }: HandmadePlan): HandmadePlan[] {
  return [
    ...cut(creates, WRITTEN_AT_ONCE).map((part) => ({ creates: part, updates: [] })),
    ...cut(updates, WRITTEN_AT_ONCE).map((part) => ({ creates: [], updates: part })),
  ];
}

function cut<Item>(items: readonly Item[], size: number): (readonly Item[])[] {
  const parts: (readonly Item[])[] = [];
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size));
  return parts;
}
