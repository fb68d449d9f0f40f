import type { TRPCError } from '@trpc/server';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import express, { type Handler, type Request, type Router } from 'express';
import type { ApiContext, ApiDependencies } from '../api/context.ts';
import { formatTransportError, isUnexpected, toErrorResponse } from '../api/error-mapping.ts';
import { listProcedures } from '../api/procedure-list.ts';
import { appRouter } from '../api/router.ts';
import type { Log } from '../runtime/log.ts';
import type { Clock } from '../runtime/runtime.ts';
import { endWithToken } from './end-with-token.ts';
import { refuseWith } from './error-responses.ts';
import { readBody } from './read-body.ts';
import { requestIdOf } from './request-log.ts';

const MAX_CALLS_PER_BATCH = 20;

export function trpcHandler({
  log,
  clock,
  authenticate,
  service,
  rateLimits,
}: ApiDependencies & { log: Log; clock: Clock }): Router {
  const router = express.Router();
  router.use(refuseOtherRequests);
  router.use(async (request, response, next) => {
    let principal: ApiContext['principal'] = null;
    let failure: unknown = null;
    // With a body, tRPC reads nothing itself.
    request.body = '';
    try {
      principal = await authenticate(request.get('authorization'));
      const procedures = proceduresOf(request);
      // The procedure refuses an unknown caller.
      if (principal) request.body = await readBody(request, response, { procedures, principal, rateLimits });
    } catch (error) {
      failure = error;
    }
    if (response.destroyed) return;
    const closed = new AbortController();
    response.once('close', () => closed.abort());
    let refusedStream: TRPCError | null = null;
    const handle = createExpressMiddleware({
      router: appRouter,
      // Accepts queries and subscriptions by POST, which keeps personal data out of URLs.
      allowMethodOverride: true,
      maxBatchSize: MAX_CALLS_PER_BATCH,
      middleware: (_request, _response, proceed) => {
        proceed(failure);
      },
      createContext: (): ApiContext => {
        void endWithToken(response, principal?.kind === 'user' ? principal.expiresAtMs : null, clock);
        return {
          principal,
          service,
          rateLimits,
          requestId: requestIdOf(request),
          closed: closed.signal,
          counted: new Map(),
        };
      },
      responseMeta: ({ errors, type }) =>
        type === 'subscription' ? streamMeta(refusedStream) : callMeta(errors),
      onError: ({ error, path, ctx, type }) => {
        if (type === 'subscription') refusedStream = error;
        if (!isUnexpected(error)) return;
        log.error('unexpected error', {
          requestId: ctx?.requestId ?? null,
          procedure: path ?? null,
          error: error.cause ?? error,
        });
      },
    });
    void handle(request, response, next);
  });
  return router;
}

/** tRPC also accepts a subscription by GET, with its input in the URL, and inputs of forms. */
const refuseOtherRequests: Handler = (request, response, next) => {
  const isStreamByGet =
    request.method === 'GET' && proceduresOf(request).some((procedure) => SUBSCRIPTIONS.has(procedure));
  // Without the header of a body it is `null`.
  const isJson = request.get('content-length') === '0' || request.is('application/json') !== false;
  if (isStreamByGet) void refuseWith('METHOD_NOT_SUPPORTED')(request, response, next);
  else if (!isJson) void refuseWith('UNSUPPORTED_MEDIA_TYPE')(request, response, next);
  else next();
};

const SUBSCRIPTIONS = new Set(
  listProcedures().flatMap(({ path, type }) => (type === 'subscription' ? [path] : [])),
);

/** The calls of one request; tRPC decodes them from the last part of the path, and refuses what it cannot decode. */
function proceduresOf({ path }: Request): string[] {
  try {
    return decodeURIComponent(path.slice(path.lastIndexOf('/') + 1)).split(',');
  } catch {
    return [];
  }
}

function callMeta(errors: readonly TRPCError[]) {
  return { headers: { ...headersFor(errors), ...(errors.length > 0 && JSON_BODY) } };
}

/** tRPC answers a stream with 200 even if it was refused before it began. Clients retry by the status. */
function streamMeta(refusal: TRPCError | null) {
  if (!refusal || !toErrorResponse(refusal).crm.retryable) return { headers: headersFor([]) };
  const { httpStatus } = formatTransportError(refusal, undefined).data;
  return { status: httpStatus, headers: headersFor([refusal]) };
}

/** tRPC sets no content type for a request that it refuses before it knows the procedure. */
const JSON_BODY = { 'content-type': 'application/json' };

function headersFor(errors: readonly TRPCError[]): Record<string, string> {
  const responses = errors.map(toErrorResponse);
  const waitsMs = responses.flatMap(({ crm }) => crm.retryAfterMs ?? []);
  return {
    'cache-control': 'no-store',
    ...(responses.some(({ status }) => status === 'UNAUTHORIZED') && { 'www-authenticate': 'Bearer' }),
    ...(waitsMs.length > 0 && { 'retry-after': String(Math.ceil(Math.max(...waitsMs) / 1_000)) }),
  };
}
