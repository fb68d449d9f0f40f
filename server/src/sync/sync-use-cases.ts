import type {
  ContactPage,
  ForgetContactInput,
  ItemPage,
  ListContactsInput,
  ListItemsInput,
  ListRunsInput,
  Preview,
  PreviewInput,
  PushInput,
  PushResult,
  RetryFailedInput,
  Run,
  RunCauses,
  RunPage,
  StartInput,
} from '@goodfunds/shared';
import type { Caller } from '../security/principal.ts';

/**
 * What the API can ask of the sync. Every method rejects with `UseCaseError`: `NOT_FOUND` for ids that are unknown
 * or belong to another account.
 */
export interface SyncUseCases {
  /** Stores the contacts and queues them for every enabled integration, in one transaction. */
  push(caller: Caller, input: Omit<PushInput, 'accountId'>): Promise<PushResult>;
  /** Begins a run over stored contacts. */
  start(caller: Caller, input: StartInput): Promise<Run>;
  /** Plans contacts against the CRM as it is now and writes nothing. */
  preview(caller: Caller, input: PreviewInput, signal?: AbortSignal): Promise<Preview>;
  getRun(caller: Caller, runId: string): Promise<Run>;
  /** Newest first. */
  listRuns(caller: Caller, input: ListRunsInput): Promise<RunPage>;
  listItems(caller: Caller, input: ListItemsInput): Promise<ItemPage>;
  /** Why contacts were skipped or failed, and how many for each reason. */
  listCauses(caller: Caller, runId: string): Promise<RunCauses>;
  cancel(caller: Caller, runId: string): Promise<Run>;
  /** A new run over the failed items of an ended one. */
  retryFailed(caller: Caller, input: RetryFailedInput): Promise<Run>;
  /** The run now and after every change, until it has ended or the signal aborts. */
  progress(caller: Caller, runId: string, signal?: AbortSignal): AsyncIterable<Run>;
  /** Stored contacts, by name. */
  listContacts(caller: Caller, input: ListContactsInput): Promise<ContactPage>;
  /** Erases what is stored of a contact. Nothing happens in the CRM. */
  forgetContact(caller: Caller, input: Omit<ForgetContactInput, 'accountId'>): Promise<void>;
}
