import type { AppRouter } from '@goodfunds/server/router';
import type { Operation, TRPCLink } from '@trpc/client';
import { observable, type Unsubscribable } from '@trpc/server/observable';
import type { AccessToken } from './access-token.ts';
import { toPanelError } from './panel-error.ts';

/** The token that a request was sent with, noted where the links below can reach it. */
const SENT = 'sentToken';

/** The header of a request, for the links that send it. */
export async function authorize(
  access: AccessToken,
  { context }: Operation,
): Promise<{ authorization: string }> {
  const token = await access.get();
  context[SENT] = token;
  return { authorization: `Bearer ${token}` };
}

/** Says that the token of this request was refused. */
export function refuseSent(access: AccessToken, { context }: Operation): void {
  const token = context[SENT];
  if (typeof token === 'string') access.refuse(token);
}

/**
 * Sends whatever was refused for its token once more with a fresh one, a stream of progress too. Nothing was done
 * by a request that was refused, so that changes are safe to repeat.
 */
export function tokenLink(access: AccessToken): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let under: Unsubscribable | null = null;
        let isReplay = false;
        const send = (): void => {
          under = next(op).subscribe({
            next(envelope) {
              // A stream that went on has earned another try.
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
        return () => under?.unsubscribe();
      });
}
