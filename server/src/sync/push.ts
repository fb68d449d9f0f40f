import { type Contact, normaliseEmail, type PushInput, type PushResult } from '@goodfunds/shared';
import { MAX_CONTACT_BYTES, pushResultSchema } from '@goodfunds/shared/schemas';
import { UseCaseError } from '../runtime/use-case-error.ts';
import type { Caller } from '../security/principal.ts';
import type { CustomFieldRow } from '../store/custom-fields.ts';
import type { IdempotentCall } from '../store/idempotency.ts';
import type { ContactRow } from '../store/pushes.ts';
import { viewRun } from './run-view.ts';
import { hashJson } from './settings-hash.ts';
import type { SyncContext } from './sync-context.ts';

/** Stores the contacts and queues them for every enabled integration of the account, in one transaction. */
export async function push(
  { store, runtime }: SyncContext,
  caller: Caller,
  input: Omit<PushInput, 'accountId'>,
): Promise<PushResult> {
  const contacts = prepareContacts(input.contacts);
  const response = await store.pushes.acceptPush({
    accountId: caller.accountId,
    contacts,
    customFields: collectCustomFields(input.contacts),
    idempotentCall: idempotentCall('sync.push', caller, input.idempotencyKey, input.contacts),
    newRunId: () => runtime.ids.next(),
    formatResponse: (runs) =>
      JSON.stringify({ accepted: contacts.length, runs: runs.map(viewRun) } satisfies PushResult),
  });
  return pushResultSchema.parse(JSON.parse(response));
}

export function idempotentCall(
  procedure: string,
  { accountId }: Caller,
  key: string | undefined,
  input: unknown,
): IdempotentCall | null {
  return key === undefined ? null : { accountId, procedure, key, requestHash: hashJson(input) };
}

/** The rows of pushed contacts. Of several with the same id, the last one counts. Throws CONTACT_TOO_LARGE. */
export function prepareContacts(contacts: readonly Contact[]): ContactRow[] {
  const byId = new Map(contacts.map((contact, index) => [contact.id, prepareContact(contact, index)]));
  return [...byId.values()];
}

function prepareContact(contact: Contact, index: number): ContactRow {
  const { updatedAt, ...fields } = contact;
  const content = JSON.stringify(contact);
  if (Buffer.byteLength(content) > MAX_CONTACT_BYTES) throw contactTooLarge(contact.id, index);
  const email = normaliseEmail(contact.email);
  return {
    contactId: contact.id,
    content,
    contentHash: hashJson(fields),
    email,
    searchText: [contact.id, contact.firstName, contact.lastName, email]
      .filter(Boolean)
      .join(' ')
      .toLowerCase(),
    sourceUpdatedAtMs: updatedAt ? Date.parse(updatedAt) : null,
  };
}

function contactTooLarge(contactId: string, index: number): UseCaseError {
  return new UseCaseError('CONTACT_TOO_LARGE', {
    path: `contacts.${index}`,
    contactId,
    maxBytes: MAX_CONTACT_BYTES,
  });
}

function collectCustomFields(contacts: readonly Contact[]): CustomFieldRow[] {
  const types = new Map<string, CustomFieldRow['type']>();
  for (const { customFields } of contacts) {
    for (const [name, value] of Object.entries(customFields ?? {})) {
      if (value !== null) types.set(name, fieldType(value));
    }
  }
  return [...types].map(([name, type]) => ({ name, type }));
}

function fieldType(value: string | number | boolean): CustomFieldRow['type'] {
  if (typeof value === 'number') return 'NUMBER';
  return typeof value === 'boolean' ? 'BOOLEAN' : 'STRING';
}
