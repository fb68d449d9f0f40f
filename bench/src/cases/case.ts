import type { FaultRuleInput } from '@goodfunds/dataverse-emulator';
import type { Contact } from '@goodfunds/shared';
import type { CrmRow } from '../emulator/remote-emulator.ts';

/** One situation that contacts meet on their way into the CRM. */
export type BenchCase = {
  readonly id: string;
  readonly title: string;
  /** How many times faster than real time it is run. */
  readonly factor: number;
  /** Goes on in the CRM that the case before has left, by the same client. */
  readonly continues: boolean;
  readonly contacts: readonly Contact[];
  /** The CRM before: rows of contacts. */
  readonly rows: readonly CrmRow[];
  /** Contacts that the CRM refuses, by id: it has a key on phone numbers, and theirs belongs to somebody else. */
  readonly refused: ReadonlySet<string>;
  readonly faults: readonly FaultRuleInput[];
  readonly storm: Storm | null;
  /** What each worker is given; they start at the same time. */
  shares(contacts: readonly Contact[]): (readonly Contact[])[];
};

/** From time to time nothing is let in any more, each time for as long as `Retry-After` says. */
export type Storm = {
  readonly limit: 'requests' | 'time' | 'concurrency';
  readonly retryAfterSeconds: number;
  readonly firstAfterSeconds: number;
  readonly everySeconds: number;
};
