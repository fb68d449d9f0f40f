import type { Contact, Mapping } from '@goodfunds/shared';
import type { CrmRow } from '../emulator/remote-emulator.ts';

/** The mapping of all clients. */
export const MAPPING: Mapping = {
  emailaddress1: { field: 'email' },
  firstname: { field: 'firstName' },
  lastname: { field: 'lastName' },
  salutation: { field: 'salutation' },
  telephone1: { field: 'phone' },
  birthdate: { field: 'birthDate' },
  address1_line1: { field: 'address.street' },
  address1_postalcode: { field: 'address.postcode' },
  address1_city: { field: 'address.city' },
  address1_country: { field: 'address.country' },
};

export const ATTRIBUTES: readonly string[] = Object.keys(MAPPING);

/** Person number `index`: always the same, with a unique e-mail. */
export function person(index: number): Contact {
  const name = NAMES[index % NAMES.length] ?? 'Kim';
  const city = CITIES[index % CITIES.length] ?? 'Berlin';
  return {
    id: `contact-${index}`,
    email: `${name.toLowerCase()}.${index}@example.org`,
    salutation: index % 2 === 0 ? 'Frau' : 'Herr',
    firstName: name,
    lastName: `Müller-${index}`,
    phone: `+49 30 ${1_000_000 + index}`,
    birthDate: new Date(Date.UTC(1950, 0, 1 + (index % 18_000))).toISOString().slice(0, 10),
    address: {
      street: `Hauptstraße ${index % 200}`,
      postcode: String(10_000 + (index % 80_000)),
      city,
      country: 'Deutschland',
    },
  };
}

/** The expected CRM row of a contact. */
export function rowOf(contact: Contact): CrmRow {
  const { email, firstName, lastName, salutation, phone, birthDate, address } = contact;
  const values = {
    emailaddress1: email,
    firstname: firstName,
    lastname: lastName,
    salutation,
    telephone1: phone,
    birthdate: birthDate,
    address1_line1: address?.street,
    address1_postalcode: address?.postcode,
    address1_city: address?.city,
    address1_country: address?.country,
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([attribute, value]) => (value ? [[attribute, value]] : [])),
  );
}

/** The phone number of another CRM contact, in an organisation where phone numbers are unique. */
export const TAKEN_PHONE = '+49 30 5550000';

export const OWNER_OF_TAKEN_PHONE: CrmRow = { lastname: 'Central office', telephone1: TAKEN_PHONE };

const NAMES = ['Anna', 'Ben', 'Clara', 'David', 'Emma', 'Felix', 'Greta', 'Henry', 'Ida', 'Jonas', 'Kim'];
const CITIES = ['Berlin', 'Köln', 'München', 'Leipzig', 'Hamburg', 'Düsseldorf', 'Rostock'];
