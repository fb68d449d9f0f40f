import type { ContactPage, ForgetContactInput, ListContactsInput } from '@goodfunds/shared';
import { notFound } from '../runtime/use-case-error.ts';
import type { Caller } from '../security/principal.ts';
import { auditEntry } from './audit-entry.ts';
import { requireIntegration, type SyncContext } from './sync-context.ts';

const CONTACTS_A_PAGE = 25;

export async function listContacts(
  context: SyncContext,
  caller: Caller,
  input: ListContactsInput,
): Promise<ContactPage> {
  await requireIntegration(context, caller, input.integrationId);
  const limit = input.limit ?? CONTACTS_A_PAGE;
  const contacts = await context.store.contacts.list(caller.accountId, {
    search: input.search || null,
    afterContactId: input.cursor ?? '',
    limit,
  });
  const last = contacts.at(-1);
  return { contacts, nextCursor: last && contacts.length === limit ? last.id : null };
}

export async function forgetContact(
  { store }: SyncContext,
  caller: Caller,
  input: Omit<ForgetContactInput, 'accountId'>,
): Promise<void> {
  // Who it was is forgotten too.
  const audit = auditEntry(caller, null, 'CONTACT_FORGOTTEN', {});
  if (!(await store.contacts.forget(caller.accountId, input.contactId, audit))) throw notFound();
}
