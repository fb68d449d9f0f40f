import { type CrashPoint, noCrashPoint } from '../runtime/crash-points.ts';
import type { Clock } from '../runtime/runtime.ts';
import { createDrainStore } from './claims.ts';
import { createContactStore, createLinkStore } from './contacts.ts';
import type { StoreContext } from './context.ts';
import { createIntegrationStore, createKeyCanaryStore, createMemoryKeyStore } from './integrations.ts';
import { createTaskStore } from './lease-queue.ts';
import { createNotifications } from './notifications.ts';
import { createPushStore } from './pushes.ts';
import { createRetentionStore } from './retention.ts';
import { createReviewStore } from './reviews.ts';
import { createRunStore } from './runs.ts';
import { createScheduleStore } from './schedules.ts';
import { openDatabase } from './sqlite/open.ts';
import { createWrite } from './sqlite/transaction.ts';
import { createThrottleStore } from './throttles.ts';
import { readWorkMetrics } from './work-metrics.ts';

/** Everything durable. Each method that changes something is one transaction. */
export type Store = ReturnType<typeof openStore>;

export type StoreOptions = {
  databaseUrl: string;
  clock: Clock;
  crashPoint?: CrashPoint;
  /** Called when a step is given up because the database is locked for too long or its disk accepts no writes. */
  onUnavailable?: (error: unknown) => void;
  /** Lets tests observe the opened database. */
  open?: typeof openDatabase;
};

export function openStore(options: StoreOptions) {
  const { databaseUrl, clock, crashPoint = noCrashPoint, onUnavailable = () => undefined } = options;
  const { database, ping, secureErase, close } = (options.open ?? openDatabase)(databaseUrl);
  const notifications = createNotifications();
  const write = createWrite({ database, clock, crashPoint, notifications, onUnavailable });
  const context: StoreContext = { database, write, clock };
  return {
    contacts: createContactStore(context),
    drains: createDrainStore(context),
    integrations: createIntegrationStore(context),
    keyCanary: createKeyCanaryStore(context),
    memoryKey: createMemoryKeyStore(context),
    links: createLinkStore(context),
    pushes: createPushStore(context),
    retention: createRetentionStore(context, secureErase),
    reviews: createReviewStore(context),
    runs: createRunStore(context),
    schedules: createScheduleStore(context),
    tasks: createTaskStore(context),
    throttles: createThrottleStore(context),
    notifications,
    /** What is waiting, over all processes that use this database. */
    workMetrics: async () => readWorkMetrics(context),
    /** Rejects if the database does not respond. */
    ping,
    close,
  };
}
