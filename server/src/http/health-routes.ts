import { type Router as ExpressRouter, Router } from 'express';

/** Whether each part can do its work, by the part's name. */
export type Readiness = () => Promise<Readonly<Record<string, boolean>>>;

/** `/healthz`: the process lives. `/readyz`: all its parts can work, else 503 and which cannot. */
export function healthRoutes(readiness: Readiness): ExpressRouter {
  const router = Router();
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
