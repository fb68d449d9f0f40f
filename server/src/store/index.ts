import { type CrashPoint, noCrashPoint } from '../runtime/crash-points.ts';
import type { WorkFigures } from '../runtime/metrics.ts';
import type { Clock } from '../runtime/runtime.ts';
import { createDrainStore, type DrainStore } from './claims.ts';
import { type ContactStore, createContactStore } from './contacts.ts';
import type { RunTransition, StoreContext } from './context.ts';
import { createIntegrationStore, type IntegrationStore } from './integrations.ts';
import { createKeyCanaryStore, type KeyCanaryStore } from './key-canary.ts';
import { createTaskStore, type TaskStore } from './lease-queue.ts';
import { createLinkStore, type LinkStore } from './links.ts';
import { createHints, type Hints } from './notifications.ts';
import { createPushStore, type PushStore } from './pushes.ts';
import { createRetentionStore, type RetentionStore } from './retention.ts';
import { createRunStore, type RunStore } from './runs.ts';
import { filePath, openDatabase } from './sqlite/open.ts';
import { createWriter } from './sqlite/transaction.ts';
import { createThrottleStore, type ThrottleStore } from './throttles.ts';
import { createWorkFigures } from './work-metrics.ts';

/** Everything durable. Each method that writes is one transaction. */
export interface Store {
  readonly contacts: ContactStore;
  readonly drains: DrainStore;
  readonly integrations: IntegrationStore;
  readonly keyCanary: KeyCanaryStore;
  readonly links: LinkStore;
  readonly pushes: PushStore;
  readonly retention: RetentionStore;
  readonly runs: RunStore;
  readonly tasks: TaskStore;
  readonly throttles: ThrottleStore;
  readonly hints: Hints;
  workFigures(): Promise<WorkFigures>;
  /** Rejects when the file does not answer. */
  ping(): Promise<void>;
  close(): void;
}

export type StoreOptions = {
  databaseUrl: string;
  clock: Clock;
  transition: RunTransition;
  crashPoint?: CrashPoint;
  /** Told when a step had to be given up, because the file is locked for long or its disk takes no more. */
  onUnavailable?: (error: unknown) => void;
  /** How the file is opened; tests look over its shoulder. */
  open?: typeof openDatabase;
};

export function openStore(options: StoreOptions): Store {
  const { databaseUrl, clock, transition, crashPoint = noCrashPoint, onUnavailable } = options;
  const open = (options.open ?? openDatabase)(databaseUrl);
  const hints = createHints();
  const context: StoreContext = {
    database: open.database,
    file: filePath(databaseUrl),
    write: createWriter({
      database: open.database,
      clock,
      crashPoint,
      onUnavailable: onUnavailable ?? (() => undefined),
    }),
    clock,
    hints,
    transition,
  };
  return {
    contacts: createContactStore(context),
    drains: createDrainStore(context),
    integrations: createIntegrationStore(context),
    keyCanary: createKeyCanaryStore(context),
    links: createLinkStore(context),
    pushes: createPushStore(context),
    retention: createRetentionStore(context),
    runs: createRunStore(context),
    tasks: createTaskStore(context),
    throttles: createThrottleStore(context),
    hints,
    workFigures: createWorkFigures(context),
    ping: async () => await open.ping(),
    close: () => {
      open.close();
    },
  };
}
