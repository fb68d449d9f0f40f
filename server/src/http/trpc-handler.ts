import type { TRPCError } from '@trpc/server';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import express, { type Router } from 'express';
import { type ApiDependencies, createApiContext } from '../api/context.ts';
import { answerTo, isUnforeseen } from '../api/error-mapping.ts';
import { listProcedures } from '../api/procedure-list.ts';
import { appRouter } from '../api/router.ts';
import type { Log } from '../runtime/log.ts';
import type { Clock } from '../runtime/runtime.ts';
import { endWithToken } from './end-with-token.ts';
import { refuseWith } from './error-answers.ts';
import { requestIdOf } from './request-log.ts';

/** A thousand contacts with long custom fields. More is refused as soon as it has come in. */
const LARGEST_BODY_BYTES = 8 * 1024 * 1024;
const MOST_CALLS_A_BATCH = 20;

export function trpcHandler({ log, clock, ...api }: ApiDependencies & { log: Log; clock: Clock }): Router {
  const router = express.Router();
  // tRPC accepts a subscription by GET, with its input in the URL; here everything travels by POST.
  router.get(subscriptionPaths(), refuseWith('METHOD_NOT_SUPPORTED'));
  router.use(
    createExpressMiddleware({
      router: appRouter,
      // Queries and subscriptions by POST, which keeps personal data out of URLs.
      allowMethodOverride: true,
      maxBodySize: LARGEST_BODY_BYTES,
      maxBatchSize: MOST_CALLS_A_BATCH,
      createContext: async ({ req, res }) => {
        const context = await createApiContext(api, {
          authorization: req.get('authorization'),
          requestId: requestIdOf(req),
        });
        const { principal } = context;
        void endWithToken(res, principal?.kind === 'user' ? principal.expiresAtMs : null, clock);
        return context;
      },
      responseMeta: ({ errors, type }) => ({
        headers: { ...headersFor(errors), ...(errors.length > 0 && type !== 'subscription' && JSON_BODY) },
      }),
      onError: ({ error, path, ctx }) => {
        if (!isUnforeseen(error)) return;
        log.error('unforeseen error', {
          requestId: ctx?.requestId ?? null,
          procedure: path ?? null,
          error: error.cause ?? error,
        });
      },
    }),
  );
  return router;
}

function subscriptionPaths(): string[] {
  return listProcedures().flatMap(({ path, type }) => (type === 'subscription' ? [`/${path}`] : []));
}

/** What is refused before its call is known, such as a body of another type, would be called plain text. */
const JSON_BODY = { 'content-type': 'application/json' };

/** What HTTP itself can say of an error, for clients that know nothing of ours. Answers are nobody else's. */
function headersFor(errors: readonly TRPCError[]): Record<string, string> {
  const answers = errors.map(answerTo);
  const waits = answers.flatMap(({ crm }) => crm.retryAfterMs ?? []);
  return {
    'cache-control': 'no-store',
    ...(answers.some(({ status }) => status === 'UNAUTHORIZED') && { 'www-authenticate': 'Bearer' }),
    ...(waits.length > 0 && { 'retry-after': String(Math.ceil(Math.max(...waits) / 1_000)) }),
  };
}
