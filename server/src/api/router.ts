import { configRouter, connectionRouter, discoveryRouter } from './integrations-router.ts';
import { router } from './procedures.ts';
import { contactsRouter, syncRouter } from './sync-router.ts';

export const appRouter = router({
  config: configRouter,
  connection: connectionRouter,
  discovery: discoveryRouter,
  sync: syncRouter,
  contacts: contactsRouter,
});

/** The type that clients import. */
export type AppRouter = typeof appRouter;
