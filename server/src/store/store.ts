import { type CrashPoint, noCrashPoint } from '../runtime/crash-points.ts';
import type { WorkFigures } from '../runtime/metrics.ts';
import type { Clock } from '../runtime/runtime.ts';
import { type ContactStore, createContactStore } from './contact-store.ts';
import { filePath, openDatabase } from './database.ts';
import { createDrainStore, type DrainStore } from './drain-store.ts';
import { createHints, type Hints } from './hints.ts';
import { createIntegrationStore, type IntegrationStore } from './integration-store.ts';
import { createKeyCanaryStore, type KeyCanaryStore } from './key-canary.ts';
import { createLinkStore, type LinkStore } from './link-store.ts';
import { createPushStore, type PushStore } from './push-store.ts';
import { createRetentionStore, type RetentionStore } from './retention-store.ts';
import { createRunStore, type RunStore } from './run-store.ts';
import type { RunTransition, StoreContext } from './store-context.ts';
import { createTaskStore, type TaskStore } from './task-store.ts';
import { createThrottleStore, type ThrottleStore } from './throttle-store.ts';
import { createWorkFigures } from './work-figures.ts';
import { createWriter } from './writer.ts';

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
