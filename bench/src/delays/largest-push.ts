import type { Contact } from '@goodfunds/shared';
import { person } from '../data/people.ts';

/** Of a request to the service. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** For the rest of the request. */
const RESERVED_BYTES = 1_024;
const CUSTOM_FIELDS = 40;
const WORD = 'Förderer ';

/** Contacts that fill the largest request with long custom fields, other ones in each round. */
export function largestPush(contacts: number, round: number): Contact[] {
  const bytes = Math.floor((MAX_BODY_BYTES - RESERVED_BYTES) / contacts);
  return Array.from({ length: contacts }, (_, index) => filled(person(index), bytes, round));
}

function filled(contact: Contact, bytes: number, round: number): Contact {
  const withFields = (text: string): Contact => ({
    ...contact,
    customFields: Object.fromEntries(
      Array.from({ length: CUSTOM_FIELDS }, (_, field) => [`remark ${field}`, `${round} ${text}`]),
    ),
  });
  const freeBytes = (bytes - byteLength(withFields(''))) / CUSTOM_FIELDS;
  const repeats = Math.floor(freeBytes / byteLength(WORD));
  return withFields(WORD.repeat(repeats));
}

/** As part of a request, with quotes and a comma. */
function byteLength(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value)) + 1;
}
