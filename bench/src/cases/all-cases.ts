import type { FaultRuleInput } from '@goodfunds/dataverse-emulator';
import type { Contact } from '@goodfunds/shared';
import { person, rowOf, TAKEN_PHONE } from '../data/people.ts';
import type { CrmRow } from '../emulator/remote-emulator.ts';
import type { BenchCase, ThrottleSchedule } from './case.ts';

/** All cases, in the order in which they run, with `writing` contacts, or `finding` where nothing is written. */
export function allCases(writing: number, finding: number): BenchCase[] {
  const people = manyPeople(writing);
  const manyMore = manyPeople(finding);
  /** Alternately new and changed. */
  const mixed = { contacts: people, rows: people.filter((_, index) => index % 2 === 1).map(outdated) };
  return [
    caseOf({ id: 'all-new', title: 'all new', contacts: people }),
    caseOf({
      id: 'half-changed',
      title: 'half changed',
      contacts: people,
      rows: people.map((contact, index) => (index % 2 === 0 ? rowOf(contact) : outdated(contact))),
    }),
    caseOf({
      id: 'one-bad-in-a-hundred',
      title: 'one bad row in 100',
      contacts: people.map((contact, index) => (isBad(index) ? { ...contact, phone: TAKEN_PHONE } : contact)),
      refused: new Set(people.filter((_, index) => isBad(index)).map(({ id }) => id)),
    }),
    caseOf({
      id: 'throttled-requests',
      title: '429: requests',
      ...mixed,
      throttling: THROTTLE_SCHEDULES.requests,
    }),
    caseOf({
      id: 'throttled-time',
      title: '429: execution time',
      ...mixed,
      throttling: THROTTLE_SCHEDULES.time,
    }),
    caseOf({
      id: 'throttled-concurrency',
      title: '429: concurrency',
      ...mixed,
      throttling: THROTTLE_SCHEDULES.concurrency,
    }),
    caseOf({ id: 'answers-lost', title: 'answers lost', ...mixed, faults: loseAnswers() }),
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

/** Writes are slow and run faster than real time. Finds do not, because the client's own work would be scaled up too. */
const FACTOR = 3;

function caseOf(given: Pick<BenchCase, 'id' | 'title' | 'contacts'> & Partial<BenchCase>): BenchCase {
  return {
    factor: FACTOR,
    continues: false,
    rows: [],
    refused: new Set(),
    faults: [],
    throttling: null,
    shares: (contacts) => [contacts],
    ...given,
  };
}

function manyPeople(count: number): Contact[] {
  return Array.from({ length: count }, (_, index) => person(index));
}

/** Whether the case contains failures. */
export function isFaulty({ refused, faults, throttling }: BenchCase): boolean {
  return refused.size > 0 || faults.length > 0 || throttling !== null;
}

function outdated(contact: Contact): CrmRow {
  return { ...rowOf(contact), address1_city: 'Bonn' };
}

/** Not at the start, so that bulk actions do some work before the first bad row. */
function isBad(index: number): boolean {
  return index % 100 === 57;
}

/** Some requests are executed, but their responses are lost. */
function loseAnswers(): FaultRuleInput[] {
  const action = { type: 'drop', when: 'afterCommit' } as const;
  return [12, 10, 17].map((after) => ({ match: { url: '/api/data/' }, after, action }));
}

const THROTTLE_SCHEDULES: Record<ThrottleSchedule['limit'], ThrottleSchedule> = {
  requests: { limit: 'requests', retryAfterSeconds: 5, firstAfterSeconds: 3, everySeconds: 15 },
  time: { limit: 'time', retryAfterSeconds: 15, firstAfterSeconds: 3, everySeconds: 30 },
  concurrency: { limit: 'concurrency', retryAfterSeconds: 2, firstAfterSeconds: 3, everySeconds: 8 },
};

/** Each worker has half of the contacts; both start with the same few, as when a message is delivered twice. */
function overlappingHalves(contacts: readonly Contact[]): Contact[][] {
  const twice = contacts.slice(0, contacts.length * DUPLICATED_SHARE);
  const once = contacts.slice(twice.length);
  const middle = once.length / 2;
  return [
    [...twice, ...once.slice(0, middle)],
    [...twice, ...once.slice(middle)],
  ];
}

const DUPLICATED_SHARE = 0.05;
