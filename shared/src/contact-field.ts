import { ownProperty } from './own-property.ts';
import type { Contact, FieldValue } from './schemas/contact.ts';
import type { CrmFieldType } from './schemas/crm-field.ts';

/** The fields of every GoodFunds contact, with the type of their values. */
export const CONTACT_FIELDS = {
  email: 'STRING',
  salutation: 'STRING',
  title: 'STRING',
  firstName: 'STRING',
  lastName: 'STRING',
  phone: 'STRING',
  birthDate: 'DATE',
  'address.street': 'STRING',
  'address.postcode': 'STRING',
  'address.city': 'STRING',
  'address.country': 'STRING',
  externalId: 'STRING',
  /** The contact's id in GoodFunds. */
  id: 'STRING',
} as const satisfies Record<string, CrmFieldType>;

export type StandardContactField = keyof typeof CONTACT_FIELDS;

const CUSTOM_FIELD_PREFIX = 'customFields.';

/** Whether a path names a field of the GoodFunds contact: a standard one, or `customFields.` and a name. */
export function isContactFieldPath(path: string): boolean {
  return isStandardContactField(path) || isCustomField(path);
}

export function isStandardContactField(path: string): path is StandardContactField {
  return Object.hasOwn(CONTACT_FIELDS, path);
}

/** The value at a path of the contact, or `null`. */
export function readContactField(contact: Contact, path: string): FieldValue {
  if (isCustomField(path)) {
    const name = path.slice(CUSTOM_FIELD_PREFIX.length);
    return ownProperty(contact.customFields ?? {}, name) ?? null;
  }
  return isStandardContactField(path) ? (STANDARD_FIELD_READERS[path](contact) ?? null) : null;
}

export function customFieldPath(name: string): string {
  return `${CUSTOM_FIELD_PREFIX}${name}`;
}

function isCustomField(path: string): boolean {
  return path.startsWith(CUSTOM_FIELD_PREFIX) && path.length > CUSTOM_FIELD_PREFIX.length;
}

const STANDARD_FIELD_READERS: Record<StandardContactField, (contact: Contact) => string | null | undefined> =
  {
    id: (contact) => contact.id,
    email: (contact) => contact.email,
    salutation: (contact) => contact.salutation,
    title: (contact) => contact.title,
    firstName: (contact) => contact.firstName,
    lastName: (contact) => contact.lastName,
    phone: (contact) => contact.phone,
    birthDate: (contact) => contact.birthDate,
    'address.street': (contact) => contact.address?.street,
    'address.postcode': (contact) => contact.address?.postcode,
    'address.city': (contact) => contact.address?.city,
    'address.country': (contact) => contact.address?.country,
    externalId: (contact) => contact.externalId,
  };
