import type { FaultRuleInput } from '@goodfunds/dataverse-emulator';
import type { Contact } from '@goodfunds/shared';
import { person, rowOf } from '../data/people.ts';
import type { BenchCase, Storm } from './case.ts';

/** All cases over so many contacts, in the order in which they are run. */
export function allCases(writing: number, finding: number): BenchCase[] {
  const people = manyPeople(writing);
  const manyMore = manyPeople(finding);
  return [
    caseOf({ id: 'all-new', title: 'all new', contacts: people }),
    caseOf({ id: 'half-changed', title: 'half changed', contacts: people, rows: people.map(halfOutdated) }),
    caseOf({
      id: 'one-bad-in-a-hundred',
      title: 'one bad row in 100',
      contacts: people.map((contact, index) => (isBad(index) ? bad(contact) : contact)),
      refused: new Set(people.filter((_, index) => isBad(index)).map(({ id }) => id)),
      faults: refuseBadRows(),
    }),
    caseOf({ id: 'storm-requests', title: '429: requests', contacts: people, storm: STORMS.requests }),
    caseOf({ id: 'storm-time', title: '429: execution time', contacts: people, storm: STORMS.time }),
    caseOf({
      id: 'storm-concurrency',
      title: '429: concurrency',
      contacts: people,
      storm: STORMS.concurrency,
    }),
    caseOf({ id: 'answers-lost', title: 'answers lost', contacts: people, faults: loseAnswers() }),
    caseOf({ id: 'two-workers', title: 'two workers at once', contacts: people, shares: overlappingHalves }),
    caseOf({
      id: 'all-equal',
      title: 'all equal',
      factor: 1,
      contacts: manyMore,
      rows: manyMore.map(rowOf),
    }),
    caseOf({ id: 'second-run', title: 'second run', factor: 1, continues: true, contacts: manyMore }),
  ];
}

/** Writes take long and are run in time-lapse; finds are so quick that a client's own work must not be magnified. */
const FACTOR = 5;

function caseOf(given: Pick<BenchCase, 'id' | 'title' | 'contacts'> & Partial<BenchCase>): BenchCase {
  return {
    factor: FACTOR,
    continues: false,
    rows: [],
    refused: new Set(),
    faults: [],
    storm: null,
    shares: (contacts) => [contacts],
    ...given,
  };
}

function manyPeople(count: number): Contact[] {
  return Array.from({ length: count }, (_, index) => person(index));
}

function halfOutdated(contact: Contact, index: number) {
  return index % 2 === 0 ? rowOf(contact) : { ...rowOf(contact), address1_city: 'Bonn' };
}

const BAD_NAME = 'Refused by a rule';

function isBad(index: number): boolean {
  return index % 100 === 57;
}

function bad(contact: Contact): Contact {
  return { ...contact, lastName: BAD_NAME };
}

/** A plug-in of the organisation that does not like them: nobody outside can tell in advance. */
function refuseBadRows(): FaultRuleInput[] {
  const body = {
    error: { code: '0x80040265', message: 'The supporter is refused by a rule of the organisation.' },
  };
  const action = { type: 'respond', status: 400, body } as const;
  return [
    { match: { url: '/contacts', body: BAD_NAME }, times: null, action },
    { part: { body: BAD_NAME }, times: null, action },
  ];
}

/** Some requests are carried out, and nobody hears of it. */
function loseAnswers(): FaultRuleInput[] {
  const action = { type: 'drop', when: 'afterCommit' } as const;
  return [12, 10, 17].map((after) => ({ match: { url: '/api/data/' }, after, action }));
}

const STORMS: Record<Storm['limit'], Storm> = {
  requests: { limit: 'requests', retryAfterSeconds: 5, firstAfterSeconds: 3, everySeconds: 15 },
  time: { limit: 'time', retryAfterSeconds: 15, firstAfterSeconds: 3, everySeconds: 30 },
  concurrency: { limit: 'concurrency', retryAfterSeconds: 2, firstAfterSeconds: 3, everySeconds: 8 },
};

/** Each has half of the contacts, and both begin with the same few, as when a message is delivered twice. */
function overlappingHalves(contacts: readonly Contact[]): Contact[][] {
  const twice = contacts.slice(0, contacts.length * SHARE_GIVEN_TWICE);
  const once = contacts.slice(twice.length);
  const middle = once.length / 2;
  return [
    [...twice, ...once.slice(0, middle)],
    [...twice, ...once.slice(middle)],
  ];
}

const SHARE_GIVEN_TWICE = 0.05;
