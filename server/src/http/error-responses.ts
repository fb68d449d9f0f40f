import { TRPCError } from '@trpc/server';
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc';
import type { ErrorRequestHandler, Handler } from 'express';
import { formatTransportError } from '../api/error-mapping.ts';
import type { Log } from '../runtime/log.ts';
import { requestIdOf } from './request-log.ts';

/** Refuses a request before it reaches a procedure, in the shape that errors of procedures have. */
export function refuseWith(code: TRPC_ERROR_CODE_KEY): Handler {
  return (request, response) => {
    const shape = formatTransportError(new TRPCError({ code }), requestIdOf(request));
    response.status(shape.data.httpStatus).json({ error: shape });
  };
}

export const refuseUnknownPath = refuseWith('NOT_FOUND');

/** Logs an unexpected error under the id that the response names. A URL that cannot be decoded is an unknown path. */
export function handleError(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (error instanceof URIError) {
      void refuseUnknownPath(request, response, next);
      return;
    }
    log.error('unexpected error', { requestId: requestIdOf(request), error });
    if (response.headersSent) {
      next(error);
      return;
    }
    void refuseWith('INTERNAL_SERVER_ERROR')(request, response, next);
  };
}
