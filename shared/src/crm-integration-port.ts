import type { Email } from './contact.ts';
import type { Contact } from './schemas/contact.ts';
import type { ContactOutcome, CrmValue } from './schemas/contact-outcome.ts';
import type { CrmField } from './schemas/crm-field.ts';
import type { Mapping } from './schemas/mapping.ts';
import type { CrmCapability, ProviderStatus, StatusCheck } from './schemas/provider.ts';
import type { OnAmbiguousMatch, OnDeletedInCrm, UpdateStrategy } from './schemas/update-strategy.ts';

/** A row of the CRM's contact table, with the values of the attributes that were asked for. */
export type CrmContact = {
  id: string;
  /** The condition for a safe update; `null` where the CRM has none. */
  etag: string | null;
  active: boolean;
  values: Readonly<Record<string, CrmValue>>;
};

/**
 * What this account's contacts have become in the CRM so far. Handed in by the caller, because links are kept
 * by (account, environment, contact) and not by the provider.
 */
export interface ContactDirectory {
  /** contact id → id of the CRM contact it is linked to; contacts without a link are missing. */
  linksOf(environmentId: string, contactIds: readonly string[]): Promise<Map<string, string>>;
  /** id of a CRM contact → ids of the contacts linked to it. */
  ownersOf(environmentId: string, crmContactIds: readonly string[]): Promise<Map<string, string[]>>;
  /** e-mail → ids of this account's contacts that have it as their primary one. */
  contactsWithEmail(emails: readonly Email[]): Promise<Map<Email, string[]>>;
}

export type SyncOptions = {
  accountId: number;
  mapping: Mapping;
  strategy: UpdateStrategy;
  onAmbiguousMatch: OnAmbiguousMatch;
  onDeletedInCrm: OnDeletedInCrm;
  directory: ContactDirectory;
  /** Plans, fills `changes` of every outcome, and writes nothing. */
  dryRun: boolean;
  /**
   * Whether a request that may take so long may still begin, asked before each one. Where it says no, the call
   * rejects with CANCELLED and what was settled until then.
   */
  mayBegin?: (timeoutMs: number) => boolean;
};

export type StatusOptions = {
  /** Called as each check really ends. */
  onCheck?: (check: StatusCheck) => void;
  signal?: AbortSignal;
};

/**
 * One account's connection to one CRM. Bulk is the primitive: one contact is a batch of one. Everything but
 * `getProviderStatus` rejects with `RetryableIntegrationError` or `NonRetryableIntegrationError`.
 */
export interface CrmIntegrationPort {
  readonly capabilities: ReadonlySet<CrmCapability>;

  /** Tests the connection check by check and writes nothing. Never rejects: UP, or DOWN with the failed check. */
  getProviderStatus(options?: StatusOptions): Promise<ProviderStatus>;

  /** The identity of the environment behind the credentials, by which links are kept. */
  getEnvironmentId(signal?: AbortSignal): Promise<string>;

  /** FIELD_DISCOVERY: every attribute worth showing, those that cannot be mapped included. */
  getAvailableContactFields(signal?: AbortSignal): Promise<CrmField[]>;

  /** CONTACT_SEARCH: the CRM contacts with these e-mails; an e-mail without any is missing. */
  findContacts(
    emails: readonly Email[],
    attributes: readonly string[],
    signal?: AbortSignal,
  ): Promise<Map<Email, CrmContact[]>>;

  /**
   * CONTACT_UPDATE: brings the contacts into the CRM by the rules of the sync and answers one outcome for each,
   * in the order given. A contact id stands only once among `contacts`. When the connection, the mapping or the
   * moment stops the work, it rejects with an error whose `settled` holds the outcomes reached until then: those
   * are final; all other contacts may be handed in again.
   */
  createOrUpdateContacts(
    contacts: readonly Contact[],
    options: SyncOptions,
    signal?: AbortSignal,
  ): Promise<ContactOutcome[]>;
}
