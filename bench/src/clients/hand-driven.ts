import type { Contact } from '@goodfunds/shared';
import { DynamicsWebApi } from 'dynamics-web-api';
import type { Target, Worker } from './client.ts';
import { type HandmadePlan, planByHand } from './find-by-hand.ts';
import { createPatience } from './peer-patience.ts';
import { createTokenRefresh } from './peer-token.ts';

/**
 * Four lanes side by side, each with slices of its own: find, compare, write, next. While one lane finds the others
 * write, so that the server always has something to do.
 */
export function openHandDriven(
  target: Target,
  sliceSize: number,
  write: (api: DynamicsWebApi, plan: HandmadePlan) => Promise<void>,
): Worker {
  const refresh = createTokenRefresh(target);
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
    beside: async () => openHandDriven(target, sliceSize, write),
    bringIn: async (contacts) => {
      const slices = slicesOf(contacts, sliceSize);
      await Promise.all(
        lanes.map(async (api) => {
          for (let slice = slices.shift(); slice; slice = slices.shift()) {
            const mine = slice;
            await patience.untilAnswered(async () => write(api, await planByHand(api, mine)));
          }
        }),
      );
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

const LANES = 4;

/** All equally big, so that no lane waits for another in the end. */
function slicesOf(contacts: readonly Contact[], most: number): (readonly Contact[])[] {
  const rounds = Math.max(1, Math.ceil(contacts.length / (most * LANES)));
  const size = Math.max(1, Math.ceil(contacts.length / (rounds * LANES)));
  const slices: (readonly Contact[])[] = [];
  for (let start = 0; start < contacts.length; start += size)
    slices.push(contacts.slice(start, start + size));
  return slices;
}
