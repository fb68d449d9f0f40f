import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the store tells about the work that waits, over all processes on it. */
export type WorkFigures = {
  openRuns: Readonly<Record<string, number>>;
  pendingItems: number;
  /** How long the task that waits longest has been due; 0 when none is. */
  oldestDueMs: number;
};

/** Counts what happens in this process. No label ever names an account, a contact, a host or a value. */
export interface Metrics {
  httpRequest(request: { procedure: string; status: number | null; durationMs: number }): void;
  crmRequest(request: { operation: string; status: number | null; durationMs: number }): void;
  tokenRequest(status: number | null): void;
  throttled(forMs: number): void;
  itemsEnded(outcomes: readonly string[]): void;
  /** Where the figures of the store come from, each time that somebody looks. */
  observe(figures: () => Promise<WorkFigures>): void;
  /** In the text format of Prometheus. */
  render(): Promise<string>;
  readonly contentType: string;
}

const PREFIX = 'goodfunds_crm_';
const SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];

/** `process` adds what Node tells of itself: memory, CPU, garbage collection, delay of the event loop. */
export function createMetrics(options: { process: boolean }): Metrics {
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

  const http = histogram('http_request_seconds', 'Calls of the API.', ['procedure', 'status']);
  const crm = histogram('crm_request_seconds', 'Requests to the CRM; status NONE without an answer.', [
    'operation',
    'status',
  ]);
  const tokens = counter('token_requests_total', 'Requests for a token.', ['status']);
  const throttle = counter('throttle_seconds_total', 'Time that the CRM told us to wait.');
  const items = counter('items_total', 'Contacts that were brought to an end here, by outcome.', ['outcome']);
  const openRuns = gauge('open_runs', 'Runs that have not ended, by status.', ['status']);
  const pending = gauge('pending_items', 'Contacts of open runs that wait.');
  const oldestDue = gauge('queue_age_seconds', 'How long the longest waiting drain has been due.');

  let figures: (() => Promise<WorkFigures>) | null = null;
  const look = async (): Promise<void> => {
    if (!figures) return;
    const now = await figures();
    openRuns.reset();
    for (const [status, count] of Object.entries(now.openRuns)) openRuns.set({ status }, count);
    pending.set(now.pendingItems);
    oldestDue.set(now.oldestDueMs / 1_000);
  };

  return {
    httpRequest: ({ procedure, status, durationMs }) =>
      http.observe({ procedure, status: label(status) }, durationMs / 1_000),
    crmRequest: ({ operation, status, durationMs }) =>
      crm.observe({ operation, status: label(status) }, durationMs / 1_000),
    tokenRequest: (status) => tokens.inc({ status: label(status) }),
    throttled: (forMs) => throttle.inc(Math.max(forMs, 0) / 1_000),
    itemsEnded: (outcomes) => {
      for (const outcome of outcomes) items.inc({ outcome });
    },
    observe: (source) => {
      figures = source;
    },
    render: async () => {
      await look();
      return await registry.metrics();
    },
    contentType: registry.contentType,
  };
}

function label(status: number | null): string {
  return status === null ? 'NONE' : String(status);
}
