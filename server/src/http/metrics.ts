import type { RequestListener } from 'node:http';
import type { Handler } from 'express';
import { listProcedures } from '../api/procedure-list.ts';
import type { Metrics } from '../runtime/metrics.ts';
import type { Clock } from '../runtime/runtime.ts';

/** Counts calls by procedure and status. A batch is one call; all unknown paths share one name. */
export function measureRequests(metrics: Pick<Metrics, 'httpRequest'>, clock: Clock): Handler {
  const known = new Set(listProcedures().map(({ path }) => path));
  return (request, response, next) => {
    const startedMs = clock.now();
    const name = request.path.slice(1);
    const procedure = known.has(name) ? name : name.includes(',') ? 'BATCH' : 'OTHER';
    response.once('close', () => {
      const status = response.writableFinished ? response.statusCode : null;
      metrics.httpRequest({ procedure, status, durationMs: clock.now() - startedMs });
    });
    next();
  };
}

/** Serves `GET /metrics` on a separate address, because metrics are not public. */
export function metricsHandler(
  metrics: Pick<Metrics, 'render' | 'contentType'>,
  onError: (error: unknown) => void,
): RequestListener {
  return (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    metrics.render().then(
      (text) => {
        response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' });
        response.end(text);
      },
      (error: unknown) => {
        onError(error);
        response.writeHead(500).end();
      },
    );
  };
}
