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

/**
 * Nothing of ours fails outside of the procedures on purpose, so the log has it and the answer its id. An address
 * that cannot be decoded is unknown.
 */
export function answerError(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (error instanceof URIError) {
      answerUnknownPath(request, response, next);
      return;
    }
    const requestId = requestIdOf(request);
    log.error('unforeseen error', { requestId, error });
    if (response.headersSent) {
      next(error);
      return;
    }
    const shape = formatTransportError(new TRPCError({ code: 'INTERNAL_SERVER_ERROR' }), requestId);
    response.status(shape.data.httpStatus).json({ error: shape });
  };
}
