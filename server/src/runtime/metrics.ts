import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Pending work in the database, over all processes. */
export type WorkMetrics = {
  openRuns: Readonly<Record<string, number>>;
  pendingItems: number;
  /** How long the oldest due task has been waiting; 0 where none is due. */
  oldestDueMs: number;
};

export type Metrics = ReturnType<typeof createMetrics>;

type TimedRequest = { status: number | null; durationMs: number };

const PREFIX = 'goodfunds_crm_';
const SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];

/**
 * The metrics of this process. Labels never contain an account, a contact, a host or a value. `process` adds those of
 * Node: memory, CPU, garbage collection, event loop delay.
 */
export function createMetrics(options: { process: boolean }) {
  const registers = [new Registry()] as const;
  const [registry] = registers;
  if (options.process) collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name: `${PREFIX}${name}`, help, labelNames, registers: [...registers] });
  const histogram = (name: string, help: string, labelNames: string[]) =>
    new Histogram({
      name: `${PREFIX}${name}`,
      help,
      labelNames,
      buckets: SECONDS,
      registers: [...registers],
    });
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `${PREFIX}${name}`, help, labelNames, registers: [...registers] });

  const http = histogram('http_request_seconds', 'API calls.', ['procedure', 'status']);
  const crm = histogram('crm_request_seconds', 'Requests to the CRM; status NONE without an answer.', [
    'operation',
    'status',
  ]);
  const tokens = counter('token_requests_total', 'Requests for a token.', ['status']);
  const throttle = counter('throttle_seconds_total', 'Time that the CRM required us to wait.');
  const items = counter('items_total', 'Contacts finished by this process, by outcome.', ['outcome']);
  const openRuns = gauge('open_runs', 'Runs that have not ended, by status.', ['status']);
  const pending = gauge('pending_items', 'Pending contacts of open runs.');
  const oldestDue = gauge('queue_age_seconds', 'How long the oldest due drain has been waiting.');

  let figures: (() => Promise<WorkMetrics>) | null = null;
  const updateGauges = async (): Promise<void> => {
    if (!figures) return;
    const now = await figures();
    openRuns.reset();
    for (const [status, count] of Object.entries(now.openRuns)) openRuns.set({ status }, count);
    pending.set(now.pendingItems);
    oldestDue.set(now.oldestDueMs / 1_000);
  };

  return {
    httpRequest: ({ procedure, status, durationMs }: TimedRequest & { procedure: string }): void =>
      http.observe({ procedure, status: label(status) }, durationMs / 1_000),
    crmRequest: ({ operation, status, durationMs }: TimedRequest & { operation: string }): void =>
      crm.observe({ operation, status: label(status) }, durationMs / 1_000),
    tokenRequest: (status: number | null): void => tokens.inc({ status: label(status) }),
    throttled: (forMs: number): void => throttle.inc(Math.max(forMs, 0) / 1_000),
    itemsEnded: (outcomes: readonly string[]): void => {
      for (const outcome of outcomes) items.inc({ outcome });
    },
    /** Sets the source of the figures of the store, read at each scrape. */
    observe: (source: () => Promise<WorkMetrics>): void => {
      figures = source;
    },
    /** The text format of Prometheus. */
    render: async (): Promise<string> => {
      await updateGauges();
      return await registry.metrics();
    },
    contentType: registry.contentType,
  };
}

function label(status: number | null): string {
  return status === null ? 'NONE' : String(status);
}
