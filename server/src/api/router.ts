import { configRouter, connectionRouter, discoveryRouter } from './integrations-router.ts';
import { router } from './procedures.ts';
import { reviewsRouter } from './reviews-router.ts';
import { contactsRouter, syncRouter } from './sync-router.ts';

export const appRouter = router({
  config: configRouter,
  connection: connectionRouter,
  discovery: discoveryRouter,
  sync: syncRouter,
  reviews: reviewsRouter,
  contacts: contactsRouter,
});

/** The type that clients import. */
export type AppRouter = typeof appRouter;
