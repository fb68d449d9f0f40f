import { z } from 'zod';
import type { Contact, FieldValue } from './contact.ts';
import { type CrmFieldType, crmFieldTypeSchema } from './crm-field.ts';

/** The fields that every GoodFunds contact has, with the type of their values. */
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
} as const satisfies Record<string, CrmFieldType>;

export type StandardContactField = keyof typeof CONTACT_FIELDS;

const CUSTOM_FIELD_PREFIX = 'customFields.';

/** A path in the GoodFunds contact: a standard field, or `customFields.` and the name of a custom one. */
export const contactFieldPathSchema = z
  .string()
  .max(220)
  .refine((path) => isStandardContactField(path) || isCustomField(path), {
    error: 'must be a field of the GoodFunds contact, such as address.postcode or customFields.shirtSize',
  });

/** A field that can be the source of an attribute, as the panel lists it. */
export const contactFieldSchema = z.object({
  field: z.string(),
  /** The type of a custom field is that of the values seen so far. */
  type: crmFieldTypeSchema,
  custom: z.boolean(),
});
export type ContactField = z.infer<typeof contactFieldSchema>;

export function isStandardContactField(path: string): path is StandardContactField {
  return Object.hasOwn(CONTACT_FIELDS, path);
}

/** The value at a path of the contact; `null` where there is none. */
export function readContactField(contact: Contact, path: string): FieldValue {
  if (isCustomField(path)) {
    const name = path.slice(CUSTOM_FIELD_PREFIX.length);
    const fields = contact.customFields;
    return fields && Object.hasOwn(fields, name) ? (fields[name] ?? null) : null;
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
