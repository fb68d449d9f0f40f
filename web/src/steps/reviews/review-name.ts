import type { Review } from '@goodfunds/shared';
import type { Catalogue } from '../../i18n/catalogue.ts';

/** What a person calls the contact. */
export function nameOf({ contact, contactId }: Review, { reviews: t }: Catalogue): string {
  const { firstName, lastName, email } = contact;
  return [firstName, lastName].filter(Boolean).join(' ') || email || `${t.noName} (${contactId})`;
}
