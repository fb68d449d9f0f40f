import type { AppRouter } from '@goodfunds/server/router';
import type { Operation, TRPCLink } from '@trpc/client';
import { observable, type Unsubscribable } from '@trpc/server/observable';
import type { AccessToken } from './access-token.ts';
import { toPanelError } from './panel-error.ts';

/** The context key for the token that a request was sent with. */
const SENT = 'sentToken';

/** The authorization header, for the links that send the request. */
export async function authorize(access: AccessToken, { context }: Operation) {
  const token = await access.get();
  context[SENT] = token;
  return { authorization: `Bearer ${token}` };
}

/** Drops the token of a request that the service rejected. */
export function refuseSent(access: AccessToken, { context }: Operation): void {
  const token = context[SENT];
  if (typeof token === 'string') access.refuse(token);
}

/** Retries rejected requests once with a new token. A rejected request had no effect, so mutations are safe to repeat. */
export function tokenLink(access: AccessToken): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let subscription: Unsubscribable | null = null;
        let isReplay = false;
        const send = (): void => {
          subscription = next(op).subscribe({
            next(envelope) {
              // A stream that delivered data may be retried again.
              if ('data' in envelope.result) isReplay = false;
              observer.next(envelope);
            },
            error(error) {
              if (isReplay || toPanelError(error).code !== 'UNAUTHORIZED') {
                observer.error(error);
                return;
              }
              isReplay = true;
              refuseSent(access, op);
              send();
            },
            complete: () => observer.complete(),
          });
        };
        send();
        return () => subscription?.unsubscribe();
      });
}
