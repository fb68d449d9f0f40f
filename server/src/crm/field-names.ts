import { isStandardContactField, type StandardContactField } from '@goodfunds/shared';

/** Possible names of a GoodFunds field in a CRM, in German and English. */
export function fieldNames(field: string): string[] {
  // Every table has columns that are called ID.
  if (field === 'id') return [...OTHER_NAMES.id];
  const own = field.slice(field.indexOf('.') + 1);
  return isStandardContactField(field) ? [own, ...OTHER_NAMES[field]] : [own];
}

const OTHER_NAMES: Record<StandardContactField, readonly string[]> = {
  id: ['GoodFunds id', 'GoodFunds contact id', 'GoodFunds Kontakt-ID', 'GoodFunds Nummer'],
  email: ['e-mail', 'email address', 'E-Mail-Adresse'],
  salutation: ['Anrede'],
  title: ['Titel', 'academic title', 'akademischer Titel'],
  firstName: ['given name', 'Vorname'],
  lastName: ['surname', 'family name', 'Nachname', 'Familienname'],
  phone: ['phone number', 'telephone', 'Telefon', 'Telefonnummer'],
  birthDate: ['birthday', 'date of birth', 'Geburtstag', 'Geburtsdatum'],
  'address.street': ['street address', 'Straße'],
  'address.postcode': ['postal code', 'zip code', 'Postleitzahl', 'PLZ'],
  'address.city': ['town', 'Ort', 'Stadt'],
  'address.country': ['country/region', 'Land', 'Land/Region'],
  externalId: ['external id', 'external reference', 'externe ID', 'externe Nummer'],
};
