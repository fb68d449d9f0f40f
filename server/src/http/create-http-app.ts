import cors from 'cors';
import express, { type Express } from 'express';
import type { ApiDependencies } from '../api/context.ts';
import { openApiDocument } from '../api/openapi.ts';
import type { Log } from '../runtime/log.ts';
import type { Metrics } from '../runtime/metrics.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { answerError, answerUnknownPath } from './error-answers.ts';
import { guidePages } from './guides/guide-pages.ts';
import { healthRoutes, type Readiness } from './health-routes.ts';
import { panelFiles } from './panel-files.ts';
import { identifyRequest, logRequests } from './request-log.ts';
import { measureRequests } from './request-metrics.ts';
import { apiHeaders } from './security-headers.ts';
import { trpcHandler } from './trpc-handler.ts';

export type HttpDependencies = ApiDependencies & {
  readiness: Readiness;
  runtime: Pick<Runtime, 'clock' | 'ids'>;
  log: Log;
  metrics: Metrics;
  /** Pages of these origins may call the API. */
  allowedOrigins: readonly string[];
  /** Where the built panel lies. */
  panelFolder: string;
};

/** Everything that answers over HTTP: `/trpc`, `/openapi.json`, `/panel/`, `/guides/`, `/healthz` and `/readyz`. */
export function createHttpApp(dependencies: HttpDependencies): Express {
  const { log, metrics, runtime, allowedOrigins } = dependencies;
  const app = express();
  app.disable('x-powered-by');
  app.use(identifyRequest(runtime.ids));
  app.use(logRequests(log, runtime.clock));
  app.use('/panel', panelFiles(dependencies.panelFolder));
  app.use('/guides', guidePages());
  app.use(apiHeaders());
  app.use(healthRoutes(dependencies.readiness));
  const description = openApiDocument();
  app.get('/openapi.json', (_request, response) => {
    response.json(description);
  });
  app.use(
    '/trpc',
    measureRequests(metrics, runtime.clock),
    cors(crossOrigin(allowedOrigins)),
    trpcHandler({ ...dependencies, clock: runtime.clock }),
  );
  app.use(answerUnknownPath);
  app.use(answerError(log));
  return app;
}

/** Callers show who they are by a header and never by a cookie, so no credentials are shared across origins. */
function crossOrigin(allowedOrigins: readonly string[]): cors.CorsOptions {
  return {
    origin: [...allowedOrigins],
    methods: ['GET', 'POST'],
    allowedHeaders: ['authorization', 'content-type', 'trpc-accept', 'last-event-id', 'x-request-id'],
    exposedHeaders: ['retry-after', 'x-request-id'],
    maxAge: 7_200,
  };
}
