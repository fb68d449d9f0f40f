import type { FaultRuleInput } from '@goodfunds/dataverse-emulator';
import type { Contact } from '@goodfunds/shared';
import type { CrmRow } from '../emulator/remote-emulator.ts';

/** One situation to benchmark. */
export type BenchCase = {
  readonly id: string;
  readonly title: string;
  /** How many times faster than real time it runs. */
  readonly factor: number;
  /** Continues with the CRM and the client of the previous case. */
  readonly continues: boolean;
  readonly contacts: readonly Contact[];
  /** Rows of the CRM before the case. */
  readonly rows: readonly CrmRow[];
  /** Ids of contacts that the CRM rejects: an alternate key on phone numbers, and theirs is taken. */
  readonly refused: ReadonlySet<string>;
  readonly faults: readonly FaultRuleInput[];
  readonly throttling: ThrottleSchedule | null;
  /** The contacts of each worker. All workers start at the same time. */
  shares(contacts: readonly Contact[]): (readonly Contact[])[];
};

/** Periods in which every request is rejected with `Retry-After`. */
export type ThrottleSchedule = {
  readonly limit: 'requests' | 'time' | 'concurrency';
  readonly retryAfterSeconds: number;
  readonly firstAfterSeconds: number;
  readonly everySeconds: number;
};
