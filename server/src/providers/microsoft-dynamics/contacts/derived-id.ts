import { v5 } from 'uuid';

/** Chosen once; another one would make every repeated create a second row. */
const NAMESPACE = '6f1d3c7e-2b0a-5c58-9a41-8d0e5b7f4c21';

/**
 * The id under which a contact is created, the same for every try: a repeated create after a lost answer or a
 * crash meets its own row (UUID v5, RFC 9562, section 5.5).
 */
export function derivedId(contact: { accountId: number; environmentId: string; contactId: string }): string {
  return v5(`${contact.accountId}/${contact.environmentId.toLowerCase()}/${contact.contactId}`, NAMESPACE);
}
