import type { Contact } from '@goodfunds/shared';

/** A CRM row before the first sync. */
export type CrmRow = Record<string, string | number | boolean | null>;

/** Both accounts have the same contacts, except for the domain of their e-mails. */
export const SAMPLE_DOMAINS = { ready: 'example.org', fresh: 'example.net' } as const;
export type SampleDomain = (typeof SAMPLE_DOMAINS)[keyof typeof SAMPLE_DOMAINS];

export function sampleContacts(domain: SampleDomain): Contact[] {
  return [...KNOWN_AND_EQUAL, ...NEW, ...SPECIAL].map((contact) => ({
    ...contact,
    ...(contact.email && { email: atDomain(contact.email, domain) }),
  }));
}

export function sampleCrmRows(domain: SampleDomain): CrmRow[] {
  return CRM_ROWS.map((row) => ({ ...row, emailaddress1: atDomain(String(row['emailaddress1']), domain) }));
}

function atDomain(email: string, domain: SampleDomain): string {
  return email.replace(SAMPLE_DOMAINS.ready, domain);
}

const street = (number: number) => `Lindenallee ${number}`;

const equal = (id: string, firstName: string, lastName: string, city: string): Contact => ({
  id,
  email: `${firstName}.${lastName}@example.org`.toLowerCase(),
  firstName,
  lastName,
  address: { street: street(7), postcode: '10115', city, country: 'Deutschland' },
});

/** In the CRM with equal values. */
const KNOWN_AND_EQUAL = [
  equal('gf-1001', 'Hanna', 'Vogt', 'Berlin'),
  equal('gf-1002', 'Mehmet', 'Yilmaz', 'Hamburg'),
];

/** Not in the CRM. */
const NEW: Contact[] = [
  ['gf-2001', 'Jürgen', 'Großmann', 'jürgen.grossmann@example.org', '1958-02-28', 'Köln'],
  ['gf-2002', 'Zoë', "O'Brien", "zoe.o'brien+spenden@example.org", '1984-02-29', 'Freiburg'],
  ['gf-2003', 'Łukasz', 'Wiśniewski', 'lukasz.wisniewski@example.org', '1991-11-03', 'Görlitz'],
  ['gf-2004', 'Ayşe', 'Demir', 'ayse.demir@example.org', '1976-07-19', 'Duisburg'],
  ['gf-2005', 'François', 'Lefèvre', 'francois.lefevre@example.org', '1969-05-05', 'Saarbrücken'],
  ['gf-2006', 'Sophie', 'Freifrau von Hohenstein', 'sophie.hohenstein@example.org', '1949-12-24', 'München'],
  ['gf-2007', 'Nguyễn', 'Thị Lan', 'lan.nguyen@example.org', '1999-09-09', 'Leipzig'],
  ['gf-2008', 'Björn', 'Ångström', 'bjorn.angstrom@example.org', '1980-01-31', 'Kiel'],
].map(([id = '', firstName = '', lastName = '', email = '', birthDate = '', city = '']) => ({
  id,
  firstName,
  lastName,
  email,
  birthDate,
  phone: '+49 30 901820',
  address: { street: street(12), postcode: '50667', city, country: 'Deutschland' },
  customFields: { newsletter: true, shirtSize: 'M' },
}));

/** One of each thing that can happen to a contact. */
const SPECIAL: Contact[] = [
  // In the CRM with another phone number and without a city.
  {
    id: 'gf-3001',
    firstName: 'Klara',
    lastName: 'Neumann',
    email: 'klara.neumann@example.org',
    phone: '+49 221 4711',
    address: { street: street(3), postcode: '50667', city: 'Köln', country: 'Deutschland' },
  },
  { id: 'gf-3002', firstName: 'Otto', lastName: 'Ohnepost', phone: '+49 89 5550100' },
  { id: 'gf-3003', firstName: 'Ute', lastName: 'Tippfehler', email: 'ute tippfehler.example.org' },
  // Two CRM contacts have this address, and neither has this name.
  { id: 'gf-3004', firstName: 'Vereinsheim', lastName: 'Süd', email: 'vorstand@example.org' },
  // A couple that shares one address: the second must not overwrite the first.
  { id: 'gf-3005', firstName: 'Maria', lastName: 'Krämer', email: 'familie.kraemer@example.org' },
  { id: 'gf-3006', firstName: 'Georg', lastName: 'Krämer', email: 'familie.kraemer@example.org' },
  {
    id: 'gf-3007',
    firstName: 'Konstantin',
    lastName: 'Ausführlich',
    email: 'konstantin@example.org',
    phone: '+49 170 5550199 (abends ab 18 Uhr, am Wochenende bitte nur vormittags)',
  },
  // The CRM knows muller@ without the umlaut: another person.
  { id: 'gf-3008', firstName: 'Petra', lastName: 'Müller', email: 'müller@example.org' },
  // The only CRM contact with this address is inactive.
  { id: 'gf-3009', firstName: 'Ingo', lastName: 'Ruhe', email: 'ingo.ruhe@example.org' },
];

const CRM_ROWS: CrmRow[] = [
  ...KNOWN_AND_EQUAL.map(asCrmRow),
  {
    firstname: 'Klara',
    lastname: 'Neumann',
    emailaddress1: 'Klara.Neumann@example.org',
    telephone1: '+49 221 0815',
    address1_line1: street(3),
  },
  { firstname: 'Erika', lastname: 'Vorsitz', emailaddress1: 'vorstand@example.org' },
  { firstname: 'Karl', lastname: 'Kasse', emailaddress1: 'vorstand@example.org' },
  { firstname: 'Peter', lastname: 'Muller', emailaddress1: 'muller@example.org' },
  {
    firstname: 'Ingo',
    lastname: 'Ruhe',
    emailaddress1: 'ingo.ruhe@example.org',
    statecode: 1,
    statuscode: 2,
  },
];

function asCrmRow(contact: Contact): CrmRow {
  return {
    firstname: contact.firstName ?? null,
    lastname: contact.lastName ?? null,
    emailaddress1: contact.email ?? null,
    address1_line1: contact.address?.street ?? null,
    address1_postalcode: contact.address?.postcode ?? null,
    address1_city: contact.address?.city ?? null,
    address1_country: contact.address?.country ?? null,
  };
}
