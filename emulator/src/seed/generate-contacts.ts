import { instantText } from '../dataverse/columns/json-value.ts';
import type { Environment } from '../environment/environment.ts';
import type { Values } from '../store/contact-row.ts';
import { domains, firstNames, lastNames, places, streets } from './names.ts';
import { Random } from './random.ts';

/** Adds `count` complete, active contacts with distinct e-mail addresses, created by CRM users long ago. */
export function generateContacts(environment: Environment, count: number): void {
  const { contacts } = environment.data;
  const offset = contacts.size;
  const random = new Random(offset + 1);
  for (let index = 0; index < count; index += 1) {
    contacts.insert(random.guid(), person(environment, random, offset + index));
  }
}

/** One object literal for all rows keeps them small in memory. */
function person(environment: Environment, random: Random, number: number): Values {
  const isFemale = random.below(2) === 0;
  const firstName = random.pick(isFemale ? firstNames.female : firstNames.male);
  const lastName = random.pick(lastNames);
  const [postalCode, city, country] = random.pick(places);
  const mailbox = `${plain(firstName)}.${plain(lastName)}.${number}`;
  const entered = enteredOn(environment, random);
  return {
    firstname: firstName,
    lastname: lastName,
    fullname: `${firstName} ${lastName}`,
    yomifullname: null,
    salutation: isFemale ? 'Frau' : 'Herr',
    emailaddress1: `${mailbox}@${random.pick(domains)}`,
    telephone1: `+49 30 ${1_000_000 + random.below(9_000_000)}`,
    birthdate: birthday(random),
    address1_line1: `${random.pick(streets)} ${1 + random.below(120)}`,
    address1_postalcode: postalCode,
    address1_city: city,
    address1_country: country,
    statecode: 0,
    statuscode: 1,
    ownerid: environment.crmUserId,
    owneridtype: 'systemuser',
    owningbusinessunit: environment.rootBusinessUnitId,
    createdby: environment.crmUserId,
    modifiedby: environment.crmUserId,
    createdon: entered,
    modifiedon: entered,
  };
}

const daysOfBirth = 25_000;
const dayMs = 86_400_000;
const birthdays = new Map<number, string>();

/** A day since 1935. The strings are shared to save memory. */
function birthday(random: Random): string {
  const day = random.below(daysOfBirth);
  const known = birthdays.get(day);
  if (known !== undefined) return known;
  const text = new Date(Date.UTC(1935, 0, 1) + day * dayMs).toISOString().slice(0, 10);
  birthdays.set(day, text);
  return text;
}

const entered = new Map<number, string>();

/** One of the last thousand days. The strings are shared to save memory. */
function enteredOn(environment: Environment, random: Random): string {
  const today = Math.floor(environment.runtime.now().getTime() / dayMs);
  const day = today - 1 - random.below(1000);
  const known = entered.get(day);
  if (known !== undefined) return known;
  const text = instantText(new Date(day * dayMs + 9 * 3_600_000));
  entered.set(day, text);
  return text;
}

const plainNames = new Map<string, string>();

/** A name in the form used in an e-mail address. */
function plain(name: string): string {
  const known = plainNames.get(name);
  if (known !== undefined) return known;
  const text = name
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replace(/[^a-z-]/g, '');
  plainNames.set(name, text);
  return text;
}
