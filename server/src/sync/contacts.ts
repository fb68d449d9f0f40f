import type { ContactPage, ForgetContactInput, ListContactsInput } from '@goodfunds/shared';
import { notFound } from '../runtime/use-case-error.ts';
import type { Caller } from '../security/principal.ts';
import { auditEntry } from '../store/audit.ts';
import type { SyncContext } from './sync-context.ts';

const DEFAULT_CONTACTS_PER_PAGE = 25;

/** Stored contacts of the account, ordered by id. A page can have fewer than its limit. */
export async function listContacts(
  context: SyncContext,
  caller: Caller,
  input: ListContactsInput,
): Promise<ContactPage> {
  await context.store.integrations.require(caller.accountId, input.integrationId);
  const { contacts, hasMore } = await context.store.contacts.list(caller.accountId, {
    search: input.search || null,
    afterContactId: input.cursor ?? '',
    limit: input.limit ?? DEFAULT_CONTACTS_PER_PAGE,
  });
  return { contacts, nextCursor: hasMore ? (contacts.at(-1)?.id ?? null) : null };
}

/** Erases what is stored about a contact. Changes nothing in the CRM. */
export async function forgetContact(
  { store }: SyncContext,
  caller: Caller,
  input: Omit<ForgetContactInput, 'accountId'>,
): Promise<void> {
  // The audit entry must not name the contact.
  const audit = auditEntry(caller, null, 'CONTACT_FORGOTTEN', {});
  if (!(await store.contacts.forget(caller.accountId, input.contactId, audit))) throw notFound();
}
