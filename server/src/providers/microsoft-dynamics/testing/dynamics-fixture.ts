import { randomBytes, randomUUID } from 'node:crypto';
import { type Emulator, type EmulatorOptions, startEmulator } from '@goodfunds/dataverse-emulator';
import {
  type Contact,
  type ContactOutcome,
  type CrmIntegrationPort,
  DEFAULT_SYNC_RULES,
  type Mapping,
  type MicrosoftDynamicsCredentials,
  type SyncOptions,
} from '@goodfunds/shared';
import {
  type MemoryDirectory,
  memoryDirectory,
} from '../../../../test/provider-contract/memory-directory.ts';
import type { ProviderContext, ThrottleStore } from '../../../crm/provider-definition.ts';
import type { Runtime } from '../../../runtime/runtime.ts';
import { createEgress } from '../../../security/egress/create-egress.ts';
import { createMicrosoftDynamicsProvider } from '../index.ts';

type LogEntry = Parameters<ProviderContext['log']>[0];

/** An emulator and a port that is connected to it over real HTTP, through the real egress. */
export type DynamicsFixture = AsyncDisposable & {
  emulator: Emulator;
  port: CrmIntegrationPort;
  directory: MemoryDirectory;
  mapping: Mapping;
  log: LogEntry[];
  /** The duration of each wait. Waiting only advances the clock. */
  waits: number[];
  openPort(credentials?: Partial<MicrosoftDynamicsCredentials>): CrmIntegrationPort;
  /** Synchronises contacts and keeps their links, as the drain does. */
  sync(
    contacts: readonly Contact[],
    options?: Partial<SyncOptions>,
    signal?: AbortSignal,
  ): Promise<ContactOutcome[]>;
  passTime(durationMs: number): void;
  /** Caps the time-out of all requests. */
  capTimeouts(timeoutMs: number): void;
  /** Changes something in the CRM immediately before each of the next writes. */
  beforeWrites(times: number, act: () => void): void;
  /** An environment that does not offer CreateMultiple. */
  withoutBulkCreate(): void;
  /** The rows of the CRM with one e-mail, or all of them. */
  rows(email?: string): Readonly<Record<string, unknown>>[];
  /** Requests to Dataverse so far: batches, and those outside of one. */
  requests(): { batches: number; others: number };
};

const MAPPING: Mapping = {
  emailaddress1: { field: 'email' },
  firstname: { field: 'firstName' },
  lastname: { field: 'lastName' },
  telephone1: { field: 'phone' },
  address1_city: { field: 'address.city' },
};

/** A delay of this length marks the moment before a write and takes no time. */
const BEFORE_WRITE_MS = 123_456;

export async function openDynamicsFixture(options: EmulatorOptions = {}): Promise<DynamicsFixture> {
  let act = (): void => undefined;
  const delay = async (durationMs: number): Promise<void> => {
    if (durationMs === BEFORE_WRITE_MS) act();
  };
  const emulator = await startEmulator({ runtime: { delay }, ...options });
  const egress = createEgress({ devOrigins: [emulator.baseUrl, emulator.authority] });
  const log: LogEntry[] = [];
  const waits: number[] = [];
  let timeoutCapMs = Number.POSITIVE_INFINITY;
  const directory = memoryDirectory();
  const provider = createMicrosoftDynamicsProvider({
    devOrigins: [emulator.baseUrl],
    entraAuthority: emulator.authority,
  });
  const { runtime, passTime } = runtimeWithoutWaits(waits);
  const context: ProviderContext = {
    egress: {
      ...egress,
      request: (request) =>
        egress.request({ ...request, timeoutMs: Math.min(request.timeoutMs, timeoutCapMs) }),
    },
    runtime,
    throttleStore: memoryThrottleStore(),
    countTokenRequest: () => undefined,
    log: (entry) => log.push(entry),
  };
  const openPort: DynamicsFixture['openPort'] = (credentials = {}) =>
    provider.open(
      provider.credentialsSchema.parse({
        tenantId: emulator.tenantId,
        clientId: emulator.clientId,
        clientSecret: emulator.clientSecret,
        environmentUrl: emulator.baseUrl,
        ...credentials,
      }),
      context,
    );
  const port = openPort();

  return {
    emulator,
    port,
    directory,
    mapping: MAPPING,
    log,
    waits,
    openPort,
    passTime,
    capTimeouts: (timeoutMs) => {
      timeoutCapMs = timeoutMs;
    },
    sync: async (contacts, sync = {}, signal) => {
      directory.remember(contacts);
      const outcomes = await port.createOrUpdateContacts(contacts, syncOptions(directory, sync), signal);
      if (!sync.dryRun) directory.link(await port.getEnvironmentId(), outcomes.filter(isLinked));
      return outcomes;
    },
    beforeWrites: (times, given) => {
      act = given;
      emulator.addFaults({
        part: { body: '.' },
        times,
        action: { type: 'delay', delayMs: BEFORE_WRITE_MS },
      });
    },
    withoutBulkCreate: () =>
      emulator.addFaults({
        name: 'no CreateMultiple',
        match: { url: 'CreateMultiple' },
        times: null,
        action: {
          type: 'respond',
          status: 404,
          body: {
            error: { code: '0x80060888', message: "Resource not found for the segment 'CreateMultiple'." },
          },
        },
      }),
    rows: (email) =>
      [...emulator.contacts()].filter((row) => email === undefined || row['emailaddress1'] === email),
    requests: () => {
      const { batch, find, write, other } = emulator.requestCounts().requests;
      return { batches: batch, others: find + write + other };
    },
    [Symbol.asyncDispose]: async () => {
      await egress.close();
      await emulator[Symbol.asyncDispose]();
    },
  };
}

export function syncOptions(directory: MemoryDirectory, options: Partial<SyncOptions> = {}): SyncOptions {
  return {
    accountId: 7,
    mapping: MAPPING,
    ...DEFAULT_SYNC_RULES,
    strategy: 'UPDATE_IF_CHANGED',
    directory,
    memoryKey: 'test key',
    dryRun: false,
    ...options,
  };
}

/** Generated contacts, each with its own e-mail. */
export function manyContacts(
  count: number,
  parts: (index: number) => Partial<Contact> = () => ({}),
): Contact[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `c-${index}`,
    email: `person${index}@example.org`,
    firstName: `First${index}`,
    lastName: `Last${index}`,
    ...parts(index),
  }));
}

function isLinked(outcome: ContactOutcome): boolean {
  return (
    outcome.outcome !== 'FAILED' && (outcome.outcome !== 'SKIPPED' || outcome.reason === 'EXISTING_CONTACT')
  );
}

/** Waiting advances the clock instead of delaying the test. */
function runtimeWithoutWaits(waits: number[]): { runtime: Runtime; passTime: (durationMs: number) => void } {
  let aheadMs = 0;
  const passTime = (durationMs: number): void => {
    aheadMs += durationMs;
  };
  const runtime: Runtime = {
    clock: {
      now: () => Date.now() + aheadMs,
      sleep: async (durationMs, signal) => {
        signal?.throwIfAborted();
        waits.push(durationMs);
        passTime(durationMs);
      },
    },
    randomness: { bytes: (length) => randomBytes(length), fraction: () => 0.5 },
    ids: { next: () => randomUUID() },
  };
  return { runtime, passTime };
}

function memoryThrottleStore(): ThrottleStore {
  const blocks = new Map<string, number>();
  return {
    blockedUntil: async (key) => blocks.get(key) ?? null,
    block: async (key, untilMs) => {
      blocks.set(key, Math.max(untilMs, blocks.get(key) ?? 0));
    },
    clear: async (key) => void blocks.delete(key),
  };
}

/** Adds a row to the emulator. Returns its id. */
export function seedOne(fixture: DynamicsFixture, row: Record<string, unknown>): string {
  return fixture.emulator.seed({ rows: [row] }).ids[0] ?? '';
}
