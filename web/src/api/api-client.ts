import type { AppRouter } from '@goodfunds/server/router';
import {
  createTRPCClient,
  httpBatchStreamLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCClient,
} from '@trpc/client';
import { FetchEventSource } from './fetch-event-source.ts';

export type ApiClient = TRPCClient<AppRouter>;

/** Asked before every request, so that the host can hand out a fresh token each time. */
export type GetToken = () => string | Promise<string>;

export type ApiClientOptions = {
  /** Where the service runs, such as `https://crm.goodfunds.de`; empty for the page's own origin. */
  apiUrl: string;
  getToken: GetToken;
};

/** Everything travels by POST, and the token in a header: nothing personal stands in a URL. */
export function createApiClient({ apiUrl, getToken }: ApiClientOptions): ApiClient {
  const url = `${apiUrl.replace(/\/+$/, '')}/trpc`;
  const headers = async () => ({ authorization: `Bearer ${await getToken()}` });
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({
          url,
          EventSource: FetchEventSource,
          eventSourceOptions: { headers },
        }),
        false: splitLink({
          condition: (operation) => operation.path === 'connection.testStream',
          true: httpBatchStreamLink({ url, headers, maxItems: 1 }),
          false: httpLink({ url, headers, methodOverride: 'POST' }),
        }),
      }),
    ],
  });
}
