import { type Contact, type Preview, type PreviewInput, pickSyncRules } from '@goodfunds/shared';
import { notFound } from '../runtime/use-case-error.ts';
import type { Caller } from '../security/principal.ts';
import type { SyncContext } from './sync-context.ts';

const DEFAULT_CONTACT_COUNT = 10;

/**
 * Plans contacts against the CRM with the planner of the sync, and writes nothing. Of very large contacts, it plans
 * only the first ones.
 */
export async function preview(
  context: SyncContext,
  caller: Caller,
  input: PreviewInput,
  signal?: AbortSignal,
): Promise<Preview> {
  const integration = await context.store.integrations.require(caller.accountId, input.integrationId);
  const contacts = await chooseContacts(context, caller, input);
  if (contacts.length === 0) return { outcomes: [] };
  const port = context.connections.open(integration);
  const outcomes = await port.createOrUpdateContacts(
    contacts,
    {
      accountId: caller.accountId,
      ...pickSyncRules(integration),
      ...pickSyncRules(input.draft ?? {}),
      directory: context.store.links.directory(caller.accountId),
      memoryKey: context.memoryKey,
      dryRun: true,
    },
    signal,
  );
  const byId = new Map(contacts.map((contact) => [contact.id, contact]));
  return {
    outcomes: outcomes.map((outcome) => {
      const contact = byId.get(outcome.contactId);
      return { ...outcome, email: contact?.email ?? null, name: fullName(contact) };
    }),
  };
}

async function chooseContacts(
  { store }: SyncContext,
  caller: Caller,
  input: PreviewInput,
): Promise<Contact[]> {
  if (!input.contactIds) {
    const page = { search: null, afterContactId: '', limit: input.limit ?? DEFAULT_CONTACT_COUNT };
    return (await store.contacts.list(caller.accountId, page)).contacts;
  }
  const contacts = await store.contacts.findAll(caller.accountId, input.contactIds);
  if (!contacts) throw notFound();
  return contacts;
}

function fullName(contact: Contact | undefined): string {
  return [contact?.firstName, contact?.lastName].filter(Boolean).join(' ');
}
