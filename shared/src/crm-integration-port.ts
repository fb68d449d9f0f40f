import type { Email } from './contact.ts';
import type { Contact } from './schemas/contact.ts';
import type { ContactOutcome, CrmValue } from './schemas/contact-outcome.ts';
import type { CrmField } from './schemas/crm-field.ts';
import type { Mapping } from './schemas/mapping.ts';
import type { CrmCapability, ProviderStatus, StatusCheck } from './schemas/provider.ts';
import type { SyncRules } from './schemas/sync-rules.ts';

/** A row of the CRM's contact table, with the requested attributes. */
export type CrmContact = {
  id: string;
  /** The condition for a safe update; `null` if the CRM has no etags. */
  etag: string | null;
  active: boolean;
  values: Readonly<Record<string, CrmValue>>;
};

/** A CRM contact beside which a contact is shown, so that a person can compare them. */
export type ComparedCrmContact = Omit<CrmContact, 'etag'> & {
  /** Where users of the CRM open it; `null` if the CRM has no such address. */
  url: string | null;
  /** ISO date; `null` if the CRM does not say. */
  modifiedOn: string | null;
};

export type ContactComparison = {
  /** The contact's converted values, without blank and rejected ones. */
  values: Readonly<Record<string, CrmValue>>;
  /** In the given order, without those that are gone. */
  crmContacts: ComparedCrmContact[];
};

/** What was decided about the identity of a contact. */
export type IdentityDecision = {
  /** CRM contacts that the contact is not, whatever they have in common. */
  notCrmContactIds: readonly string[];
  /** Unless it has one already, the contact gets a new CRM contact, even without an e-mail. */
  wantsNew: boolean;
};

/** The CRM contact that a contact has become. */
export type ContactLink = {
  crmContactId: string;
  /** The `memory` of the outcome that was stored last; `null` if nothing is remembered. */
  memory: string | null;
};

/** Links and e-mails of the account's contacts. The caller provides it, because providers store nothing. */
export interface ContactDirectory {
  /** Contact id → its link. Contacts without a link are left out. */
  linksOf(environmentId: string, contactIds: readonly string[]): Promise<Map<string, ContactLink>>;
  /** CRM contact id → ids of the contacts linked to it. */
  ownersOf(environmentId: string, crmContactIds: readonly string[]): Promise<Map<string, string[]>>;
  /** Contact id → what was decided about it. Contacts without a decision are left out. */
  decisionsOf(environmentId: string, contactIds: readonly string[]): Promise<Map<string, IdentityDecision>>;
  /** E-mail → ids of the account's contacts with this primary e-mail. */
  contactsWithEmail(emails: readonly Email[]): Promise<Map<Email, string[]>>;
}

export type SyncOptions = SyncRules & {
  accountId: number;
  directory: ContactDirectory;
  /** Makes the digests in the memory of links. Another one makes all values look changed. */
  memoryKey: string;
  /** Contacts that an earlier call may have written without returning an outcome: edits made since then must stay. */
  uncertainContactIds?: ReadonlySet<string>;
  /** Only plans: fills in `changes` of every outcome and writes nothing. */
  dryRun: boolean;
  /**
   * Called before each request with its time-out. If it returns or resolves to `false`, the call rejects with `CANCELLED` and the
   * outcomes reached so far.
   */
  canStart?: (timeoutMs: number) => boolean | Promise<boolean>;
};

export type StatusOptions = {
  /** Called when a check ends. */
  onCheck?: (check: StatusCheck) => void;
  signal?: AbortSignal;
};

/**
 * One account's connection to one CRM. All contact operations take batches. Every method except
 * `getProviderStatus` rejects with `RetryableIntegrationError` or `NonRetryableIntegrationError`.
 */
export interface CrmIntegrationPort {
  readonly capabilities: ReadonlySet<CrmCapability>;

  /** Tests the connection and writes nothing. Never rejects: returns UP, or DOWN with the failed check. */
  getProviderStatus(options?: StatusOptions): Promise<ProviderStatus>;

  /** The id of the environment that the credentials lead to. Links are stored by this id. */
  getEnvironmentId(signal?: AbortSignal): Promise<string>;

  /** FIELD_DISCOVERY: all attributes to show, including those that cannot be mapped. */
  getAvailableContactFields(signal?: AbortSignal): Promise<CrmField[]>;

  /** CONTACT_SEARCH: the CRM contacts with these e-mails. E-mails without a CRM contact are left out. */
  findContacts(
    emails: readonly Email[],
    attributes: readonly string[],
    signal?: AbortSignal,
  ): Promise<Map<Email, CrmContact[]>>;

  /** CONTACT_SEARCH: the values of a contact and of these CRM contacts, for the attributes of the mapping. */
  compareContact(
    contact: Contact,
    crmContactIds: readonly string[],
    mapping: Mapping,
    signal?: AbortSignal,
  ): Promise<ContactComparison>;

  /**
   * CONTACT_UPDATE: creates or updates the contacts in the CRM and returns one outcome each, in the given order.
   * Contact ids must be unique, and concurrent calls must not share a contact or an e-mail. A failure of category
   * connection, mapping or transient rejects with an error whose `resolved` contains the outcomes reached so far.
   * Those are final; all other contacts can be passed again.
   */
  createOrUpdateContacts(
    contacts: readonly Contact[],
    options: SyncOptions,
    signal?: AbortSignal,
  ): Promise<ContactOutcome[]>;
}
