import { TRPCError } from '@trpc/server';
import type { ErrorRequestHandler, Handler } from 'express';
import { formatTransportError } from '../api/error-mapping.ts';
import type { Log } from '../runtime/log.ts';
import { requestIdOf } from './request-log.ts';

/** Outside of the procedures, errors have the same shape as within. */
export const answerUnknownPath: Handler = (request, response) => {
  const shape = formatTransportError(new TRPCError({ code: 'NOT_FOUND' }), requestIdOf(request));
  response.status(shape.data.httpStatus).json({ error: shape });
};

export function answerError(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const refused = isFaultOfRequest(error);
    const requestId = requestIdOf(request);
    if (!refused) log.error('unforeseen error', { requestId, error });
    const code = refused ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR';
    const shape = formatTransportError(new TRPCError({ code }), requestId);
    response.status(shape.data.httpStatus).json({ error: shape });
  };
}

/** Such as a path that cannot be decoded: express and its parts say so by a status. */
function isFaultOfRequest(error: unknown): boolean {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return false;
  return error.status >= 400 && error.status < 500;
}
