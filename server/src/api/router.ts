import { configRouter } from './config-router.ts';
import { connectionRouter } from './connection-router.ts';
import { contactsRouter } from './contacts-router.ts';
import { discoveryRouter } from './discovery-router.ts';
import { router } from './procedures.ts';
import { syncRouter } from './sync-router.ts';

export const appRouter = router({
  config: configRouter,
  connection: connectionRouter,
  discovery: discoveryRouter,
  sync: syncRouter,
  contacts: contactsRouter,
});

/** What clients are typed by. */
export type AppRouter = typeof appRouter;
