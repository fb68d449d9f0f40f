import type { AppRouter } from '@goodfunds/server/router';
import {
  createTRPCClient,
  httpBatchStreamLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCClient,
} from '@trpc/client';
import type { AccessToken } from './access-token.ts';
import { FetchEventSource } from './fetch-event-source.ts';
import { authorize, refuseSent, tokenLink } from './token-link.ts';

export type ApiClient = TRPCClient<AppRouter>;

export type ApiClientOptions = {
  /** The URL of the service, such as `https://crm.goodfunds.de`; empty for the page's origin. */
  apiUrl: string;
  access: AccessToken;
};

/** Sends everything by POST with the token in a header, so that no URL contains personal data. */
export function createApiClient({ apiUrl, access }: ApiClientOptions): ApiClient {
  const url = `${apiUrl.replace(/(?<!\/)\/+$/, '')}/trpc`;
  return createTRPCClient<AppRouter>({
    links: [
      tokenLink(access),
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({
          url,
          EventSource: FetchEventSource,
          eventSourceOptions: ({ op }) => ({
            headers: async () => await authorize(access, op),
            onUnauthorized: () => refuseSent(access, op),
          }),
        }),
        false: splitLink({
          condition: (operation) => operation.path === 'connection.testStream',
          true: httpBatchStreamLink({
            url,
            headers: async ({ opList: [op] }) => await authorize(access, op),
            maxItems: 1,
          }),
          false: httpLink({
            url,
            headers: async ({ op }) => await authorize(access, op),
            methodOverride: 'POST',
          }),
        }),
      }),
    ],
  });
}
