import { sql } from 'drizzle-orm';
import type { ServiceContext } from '../../../src/api/context.ts';
import { createApp } from '../../../src/app.ts';
import { createProviders } from '../../../src/providers/index.ts';
import { createLog, type Log } from '../../../src/runtime/log.ts';
import type { Runtime } from '../../../src/runtime/runtime.ts';
import type { ClosableEgress } from '../../../src/security/egress/create-egress.ts';
import { openStore } from '../../../src/store/index.ts';
import { openDatabase } from '../../../src/store/sqlite/open.ts';
import type { Database } from '../../../src/store/sqlite/queries.ts';
import { startDueRuns } from '../../../src/sync/scheduler.ts';
import { crashingEgress, type RemoteStep, remoteStep } from '../support/crash-points.ts';
import { setDiskFull } from '../support/full-disk.ts';
import type { Environments } from './environments.ts';

/** One process of the service, which can crash and freeze. */
export type Worker = {
  context: ServiceContext;
  /** Crashes at the nth crash point from now; `null` cancels that. */
  crashAfter(points: number | null): void;
  hasCrashed(): boolean;
  /** Freezes at the nth request from now, of all requests or of one kind. */
  freezeAt(requests: number, step?: RemoteStep): void;
  isFrozen(): boolean;
  /** Continues, and waits for the interrupted drain to end. */
  unfreeze(): Promise<void>;
  setDiskFull(full: boolean): void;
  /** Runs the next due drain until it ends or the worker freezes; false if none is due. */
  drainOnce(): Promise<boolean>;
  /** Starts the scheduled runs that are due. */
  startDueRuns(): Promise<void>;
  close(): Promise<void>;
};

export type WorkerOptions = {
  databaseUrl: string;
  environments: Environments;
  runtime: Runtime;
  /** Collects the lines of the log. */
  logged: string[];
};

class SimulatedCrash extends Error {}

export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { databaseUrl, environments, runtime, logged } = options;
  const faults = createProcessFaults(environments);
  const workerRuntime: Runtime = {
    ...runtime,
    clock: {
      now: () => runtime.clock.now(),
      sleep: async (durationMs, signal) => {
        await runtime.clock.sleep(durationMs, signal);
        await faults.untilUnfrozen();
      },
    },
  };
  let database: Database | null = null;
  const store = openStore({
    databaseUrl,
    clock: workerRuntime.clock,
    crashPoint: faults.crashPoint,
    open: (url) => {
      const opened = openDatabase(url);
      database = opened.database;
      database.run(sql`pragma synchronous = off`);
      return opened;
    },
  });
  const failures: Error[] = [];
  const log = failingLog(logged, failures);
  const app = await createApp({
    settings: environments.settings,
    providers: createProviders(environments.settings),
    runtime: workerRuntime,
    egress: faults.egress,
    store,
    log,
  });
  let draining: Promise<boolean> = Promise.resolve(false);

  return {
    context: app.context,
    crashAfter: faults.crashAfter,
    hasCrashed: faults.hasCrashed,
    freezeAt: faults.freezeAt,
    isFrozen: faults.isFrozen,
    unfreeze: async () => {
      faults.unfreeze();
      await draining;
      throwFirst(failures);
    },
    setDiskFull: (full) => {
      if (database) setDiskFull(database, full);
    },
    drainOnce: async () => {
      draining = app.queue.drainNext();
      // A frozen drain can fail later, while `unfreeze` awaits it.
      draining.catch(() => undefined);
      try {
        return await Promise.race([draining, faults.untilFrozen().then(() => true)]);
      } finally {
        faults.freezeAt(null);
        throwFirst(failures);
      }
    },
    startDueRuns: async () => {
      await startDueRuns({ schedules: store.schedules, runtime: workerRuntime, log });
      throwFirst(failures);
    },
    close: async () => {
      faults.unfreeze();
      await draining.catch(() => undefined);
      await app.stop();
    },
  };
}

/** Records each line, and each error that no crash or full disk explains. */
function failingLog(lines: string[], failures: Error[]): Log {
  const log = createLog('trace', { write: (line: string) => void lines.push(line) });
  return {
    ...log,
    error: (event, fields) => {
      log.error(event, fields);
      const failure = fields?.error;
      if (!isSimulatedFault(failure)) failures.push(failure instanceof Error ? failure : new Error(event));
    },
  };
}

function throwFirst(failures: Error[]): void {
  const [failure] = failures.splice(0);
  if (failure) throw failure;
}

/** A crash, or a database that cannot be written. */
export function isSimulatedFault(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof SimulatedCrash) return true;
    if ('code' in cause && cause.code === 'UNAVAILABLE') return true;
  }
  return false;
}

function createProcessFaults({ egress, time }: Environments) {
  let pointsLeft: number | null = null;
  let crashed = false;
  let requestsLeft: number | null = null;
  let frozenStep: RemoteStep | null = null;
  let frozen: PromiseWithResolvers<void> | null = null;
  let freezing = Promise.withResolvers<void>();

  /** A crashed process passes no point any more: it writes nothing and sends nothing. */
  const crashPoint = (): void => {
    if (pointsLeft !== null && !crashed) {
      pointsLeft -= 1;
      crashed = pointsLeft <= 0;
    }
    if (crashed) throw new SimulatedCrash();
  };
  const freezeIfDue = async (step: RemoteStep): Promise<void> => {
    if (requestsLeft === null || (frozenStep !== null && frozenStep !== step)) return;
    requestsLeft -= 1;
    if (requestsLeft > 0) return;
    requestsLeft = null;
    frozen = Promise.withResolvers();
    freezing.resolve();
    await frozen.promise;
  };
  const crashing = crashingEgress(egress, crashPoint);
  return {
    crashPoint,
    hasCrashed: () => crashed,
    crashAfter: (points: number | null) => {
      pointsLeft = points;
    },
    freezeAt: (requests: number | null, step: RemoteStep | null = null) => {
      requestsLeft = requests;
      frozenStep = step;
    },
    isFrozen: () => frozen !== null,
    untilFrozen: async () => {
      await freezing.promise;
    },
    untilUnfrozen: async () => {
      await frozen?.promise;
    },
    unfreeze: () => {
      requestsLeft = null;
      frozen?.resolve();
      frozen = null;
      freezing = Promise.withResolvers();
    },
    egress: {
      ...egress,
      request: async (request) => {
        await freezeIfDue(remoteStep(request));
        return await time.during(async () => await crashing.request(request));
      },
      // The other worker goes on using it.
      close: async () => undefined,
    } satisfies ClosableEgress,
  };
}
