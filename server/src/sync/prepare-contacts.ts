import { type Contact, normaliseEmail } from '@goodfunds/shared';
import type { ContactRow, CustomFieldRow } from '../store/pushes.ts';
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
      if (value !== null) types.set(name, fieldType(value));
    }
  }
  return [...types].map(([name, type]) => ({ name, type }));
}

function fieldType(value: string | number | boolean): CustomFieldRow['type'] {
  if (typeof value === 'number') return 'NUMBER';
  return typeof value === 'boolean' ? 'BOOLEAN' : 'STRING';
}

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
