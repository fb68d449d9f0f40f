import type { Handler } from 'express';
import { listProcedures } from '../api/procedure-list.ts';
import type { Metrics } from '../runtime/metrics.ts';
import type { Clock } from '../runtime/runtime.ts';

/** Counts calls by procedure and status. A batch counts as one call, and what is no procedure under one name. */
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
