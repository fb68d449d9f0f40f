import { type Contact, normaliseEmail } from '@goodfunds/shared';
import type { ContactRow, CustomFieldRow } from '../store/push-store.ts';
import { hashJson } from './settings-hash.ts';

/** Makes pushed contacts ready to be stored. Of several with one id the last counts. */
export function prepareContacts(contacts: readonly Contact[]): ContactRow[] {
  const byId = new Map(contacts.map((contact) => [contact.id, contact]));
  return [...byId.values()].map(prepareContact);
}

/** The custom fields among them, with the type of their values. */
export function collectCustomFields(contacts: readonly Contact[]): CustomFieldRow[] {
  const types = new Map<string, CustomFieldRow['type']>();
  for (const { customFields } of contacts) {
    for (const [name, value] of Object.entries(customFields ?? {})) {
      if (value !== null) types.set(name, FIELD_TYPES[typeof value]);
    }
  }
  return [...types].map(([name, type]) => ({ name, type }));
}

const FIELD_TYPES: Record<string, CustomFieldRow['type']> &
  Record<'string' | 'number' | 'boolean', CustomFieldRow['type']> = {
  string: 'STRING',
  number: 'NUMBER',
  boolean: 'BOOLEAN',
};

function prepareContact(contact: Contact): ContactRow {
  const { updatedAt, ...content } = contact;
  const email = normaliseEmail(contact.email);
  return {
    contactId: contact.id,
    content: JSON.stringify(contact),
    contentHash: hashJson(content),
    email,
    searchText: [contact.id, contact.firstName, contact.lastName, email]
      .filter(Boolean)
      .join(' ')
      .toLowerCase(),
    sourceUpdatedAtMs: updatedAt ? Date.parse(updatedAt) : null,
  };
}
