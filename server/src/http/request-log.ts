import type { Handler, Request } from 'express';
import type { Log } from '../runtime/log.ts';
import type { Clock, Ids } from '../runtime/runtime.ts';

const REQUEST_ID = 'x-request-id';

/** Gives every request an id for its log lines and its response: the caller's valid one, or a new one. */
export function identifyRequest(ids: Ids): Handler {
  return (request, response, next) => {
    const given = request.get(REQUEST_ID);
    const id = given !== undefined && /^[\w-]{8,64}$/.test(given) ? given : ids.next();
    request.headers[REQUEST_ID] = id;
    response.set(REQUEST_ID, id);
    next();
  };
}

export function requestIdOf(request: Request): string {
  return request.get(REQUEST_ID) ?? 'unknown';
}

/** Writes one line per request, when the response ends. */
export function logRequests(log: Log, clock: Clock): Handler {
  return (request, response, next) => {
    const startedMs = clock.now();
    const { method, path } = request;
    response.once('close', () => {
      const level = path === '/healthz' || path === '/readyz' ? 'debug' : 'info';
      log[level]('request', {
        requestId: requestIdOf(request),
        method,
        path: loggedPath(path),
        status: response.writableFinished ? response.statusCode : null,
        durationMs: clock.now() - startedMs,
      });
    });
    next();
  };
}

/** Unknown paths can hold personal data, so they are not logged. */
function loggedPath(path: string): string {
  return /^\/(?:trpc\/[A-Za-z.,]{1,200}|panel(?:\/[\w.-]{0,100})?|healthz|readyz|openapi\.json)$/.test(path)
    ? path
    : 'OTHER';
}
