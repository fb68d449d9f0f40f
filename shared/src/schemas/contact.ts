import { z } from 'zod';
import { textRecord } from './text-record.ts';

/** The value of one field of a contact. */
export const fieldValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type FieldValue = z.infer<typeof fieldValueSchema>;

/** The length of a contact's id in UTF-16 code units. */
export const MAX_CONTACT_ID_LENGTH = 200;

/** A contact as JSON in UTF-8. */
export const MAX_CONTACT_BYTES = 256 * 1024;

const text = z.string().max(10_000).nullish();

/**
 * A GoodFunds contact as pushed and stored. Checks only shape and size: values are converted for the CRM when they
 * are written, so that a bad value fails its item and not the whole push.
 */
export const contactSchema = z.object({
  id: z.string().min(1).max(MAX_CONTACT_ID_LENGTH),
  email: text,
  salutation: text,
  title: text,
  firstName: text,
  lastName: text,
  phone: text,
  /** A day, `YYYY-MM-DD`. */
  birthDate: text,
  address: z.object({ street: text, postcode: text, city: text, country: text }).nullish(),
  externalId: text,
  customFields: textRecord(
    z.string().min(1).max(200),
    z.union([z.string().max(100_000), z.number(), z.boolean(), z.null()]),
  ).nullish(),
  /** When the contact last changed in GoodFunds. An older version never replaces a newer one. */
  updatedAt: z.iso.datetime({ offset: true }).nullish(),
});
export type Contact = z.infer<typeof contactSchema>;
