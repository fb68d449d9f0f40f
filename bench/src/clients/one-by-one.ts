import type { Contact } from '@goodfunds/shared';
import { DynamicsWebApi } from 'dynamics-web-api';
import { ATTRIBUTES, rowOf } from '../data/people.ts';
import { changedValues } from './changed-values.ts';
import type { BenchClient, Target, Worker } from './client.ts';
import { createRetry, type Retry } from './peer-retry.ts';
import { createTokenRefresh } from './peer-token.ts';

/** What workflow engines and the existing GoodFunds adapter do. */
export const oneByOne: BenchClient = {
  id: 'one-by-one',
  title: '(a) one by one',
  description: 'dynamics-web-api: search, then write what differs, one contact after the other',
  open: openWorker,
};

async function openWorker(target: Target): Promise<Worker> {
  const refresh = createTokenRefresh(target);
  await refresh();
  const api = new DynamicsWebApi({
    serverUrl: `${target.access.baseUrl}/`,
    dataApi: { version: '9.2' },
    onTokenRefresh: refresh,
  });
  const retry = createRetry(target.time);
  return {
    another: () => openWorker(target),
    sync: async (contacts) => {
      for (const contact of contacts) await retry.untilResponse(() => syncOne(api, retry, contact));
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

async function syncOne(api: DynamicsWebApi, { whenNotThrottled }: Retry, contact: Contact): Promise<void> {
  const wanted = rowOf(contact);
  const { value } = await whenNotThrottled(() =>
    api.retrieveMultiple<Record<string, unknown>>({
      collection: 'contacts',
      select: ['contactid', ...ATTRIBUTES],
      filter: `emailaddress1 eq '${contact.email}'`,
    }),
  );
  const [existing] = value;
  if (existing === undefined) {
    await whenNotThrottled(() => api.create({ collection: 'contacts', data: { ...wanted } }));
    return;
  }
  const changed = changedValues(existing, wanted);
  if (!changed) return;
  const key = String(existing['contactid']);
  await whenNotThrottled(() => api.update({ collection: 'contacts', key, data: { ...changed } }));
}
