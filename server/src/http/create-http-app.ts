import cors from 'cors';
import express, { type Express, type Handler } from 'express';
import helmet, { type HelmetOptions } from 'helmet';
import type { ApiDependencies } from '../api/context.ts';
import { openApiDocument } from '../api/openapi.ts';
import type { Log } from '../runtime/log.ts';
import type { Metrics } from '../runtime/metrics.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { handleError, refuseUnknownPath } from './error-responses.ts';
import { guidePages } from './guide-pages.ts';
import { measureRequests } from './metrics.ts';
import { identifyRequest, logRequests } from './request-log.ts';
import { trpcHandler } from './trpc-handler.ts';

/** Whether each part of the service works, by name. */
type Readiness = () => Promise<Readonly<Record<string, boolean>>>;

export type HttpDependencies = ApiDependencies & {
  readiness: Readiness;
  runtime: Pick<Runtime, 'clock' | 'ids'>;
  log: Log;
  metrics: Metrics;
  /** Pages of these origins may call the API. */
  allowedOrigins: readonly string[];
  /** The folder of the built panel. */
  panelFolder: string;
};

/** All HTTP routes: `/trpc`, `/openapi.json`, `/panel/`, `/guides/`, `/healthz` and `/readyz`. */
export function createHttpApp(dependencies: HttpDependencies): Express {
  const { log, metrics, runtime, allowedOrigins } = dependencies;
  const app = express();
  app.disable('x-powered-by');
  app.use(identifyRequest(runtime.ids));
  app.use(logRequests(log, runtime.clock));
  app.use('/panel', panelFiles(dependencies.panelFolder));
  app.use('/guides', guidePages());
  app.use(helmet(NO_DOCUMENT));
  app.use(healthRoutes(dependencies.readiness));
  app.get('/openapi.json', (_request, response) => {
    response.json(openApiDocument());
  });
  app.use(
    '/trpc',
    measureRequests(metrics, runtime.clock),
    cors(crossOrigin(allowedOrigins)),
    trpcHandler({ ...dependencies, clock: runtime.clock }),
  );
  app.use(refuseUnknownPath);
  app.use(handleError(log));
  return app;
}

/** `/healthz`: the process runs. `/readyz`: all parts work, else 503 with the names of those that do not. */
function healthRoutes(readiness: Readiness): express.Router {
  const router = express.Router();
  router.get('/healthz', (_request, response) => {
    response.set('cache-control', 'no-store').json({ status: 'UP' });
  });
  router.get('/readyz', async (_request, response) => {
    const parts = await readiness();
    const ready = Object.values(parts).every(Boolean);
    response
      .status(ready ? 200 : 503)
      .set('cache-control', 'no-store')
      .json({ status: ready ? 'READY' : 'NOT_READY', parts });
  });
  return router;
}

/** Callers authenticate with a header, never with a cookie, so CORS needs no credentials. */
function crossOrigin(allowedOrigins: readonly string[]): cors.CorsOptions {
  return {
    origin: [...allowedOrigins],
    methods: ['GET', 'POST'],
    allowedHeaders: ['authorization', 'content-type', 'trpc-accept', 'last-event-id', 'x-request-id'],
    exposedHeaders: ['retry-after', 'x-request-id'],
    maxAge: 7_200,
  };
}

/** The built panel at fixed URLs, which browsers revalidate by ETag, so that an update reaches every page. */
function panelFiles(folder: string): Handler[] {
  return [
    // Pages of other origins load the scripts of the panel.
    helmet({ ...NO_DOCUMENT, crossOriginResourcePolicy: { policy: 'cross-origin' } }),
    // The files are public, and browsers fetch module scripts with CORS.
    cors({ origin: '*', methods: ['GET'] }),
    express.static(folder, { cacheControl: true, maxAge: 0, dotfiles: 'ignore' }),
  ];
}

/** For responses that are data: they load nothing and cannot be framed. */
const NO_DOCUMENT = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  xFrameOptions: { action: 'deny' },
} satisfies HelmetOptions;
