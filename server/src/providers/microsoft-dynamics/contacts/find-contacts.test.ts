import { describe, expect, test } from 'vitest';
import type { Clock } from '../../../runtime/runtime.ts';
import { contactRow, rowId, testEmail } from '../testing/contact-rows.ts';
import { stoppedBy } from '../testing/stopped-by.ts';
import type { Batch, BatchAnswer } from '../web-api/batch.ts';
import { unlimitedRequests } from '../web-api/request-limiter.ts';
import { createAdaptiveLimits } from '../writes/adaptive-limits.ts';
import { createRowReader } from './contact-row.ts';
import {
  findContacts,
  groupByEmail,
  MAX_CROWDED_ROWS,
  MAX_FIND_CHARACTERS,
  MAX_FIND_MS,
  MAX_FIND_ROWS,
} from './find-contacts.ts';
import { MAX_QUERY_ROWS } from './find-query.ts';

type WireRow = { contactid: string; emailaddress1: string; merged?: boolean; _masterid_value?: string };
type Page = { value: unknown[]; '@odata.nextLink'?: string };

const emailOf = (index: number) => testEmail(`p${index}@example.org`);
const emailsTo = (count: number) => Array.from({ length: count }, (_, index) => emailOf(index));

/** Rows with this e-mail, with ids from a number on. */
function rowsWith(email: string, count: number, from = 0): WireRow[] {
  return Array.from({ length: count }, (_, index) => ({
    contactid: rowId(from + index),
    emailaddress1: email,
    '@odata.etag': 'W/"1"',
    statecode: 0,
  }));
}

/** A CRM that answers each query by the values that it asks for. */
function openCrm(pageOf: (values: readonly string[]) => Page, answerMs = 0) {
  const asked: string[][] = [];
  let nowMs = 1_000_000;
  const clock: Clock = { now: () => nowMs, sleep: async () => undefined };
  const answer = (path: string): BatchAnswer => {
    const values = JSON.parse(new URLSearchParams(path.split('?')[1]).get('@p2') ?? '[]') as string[];
    asked.push(values);
    const body = JSON.stringify(pageOf(values));
    return { kind: 'ANSWERED', status: 200, headers: {}, body, requestId: null, earlierAttempt: false };
  };
  const client = {
    batch: async ({ requests }: Batch) => {
      nowMs += answerMs;
      return requests.map((request) => answer('path' in request ? request.path : ''));
    },
    get: () => Promise.reject(new Error('not asked')),
    post: () => Promise.reject(new Error('not asked')),
    canRetry: () => true,
  };
  const context = {
    client,
    clock,
    limiter: unlimitedRequests,
    limits: createAdaptiveLimits(),
    reader: createRowReader([], new Map()),
  };
  return { asked, context };
}

/** An honest CRM with these rows, which sends no more than `$top`. */
function amongRows(rows: readonly WireRow[]): (values: readonly string[]) => Page {
  const byEmail = Map.groupBy(rows, (row) => row.emailaddress1);
  const byId = Map.groupBy(rows, (row) => row.contactid);
  return (values) => ({
    value: values
      .flatMap((value) => byEmail.get(testEmail(value)) ?? byId.get(value) ?? [])
      .slice(0, MAX_QUERY_ROWS),
  });
}

describe('an e-mail with more rows than a query reads', () => {
  const crowd = (count: number) => [
    ...rowsWith(emailOf(0), count),
    ...rowsWith(emailOf(1), 1, 500_000),
    ...rowsWith(emailOf(99), 3, 600_000),
  ];

  test('is crowded, and every other e-mail of its query is still read completely', async () => {
    const { context } = openCrm(amongRows(crowd(20_000)));
    const found = await findContacts({ ids: [], emails: emailsTo(100) }, context);
    expect([...found.crowded]).toEqual([emailOf(0)]);
    expect(found.byEmail.get(emailOf(0))).toHaveLength(MAX_CROWDED_ROWS);
    expect(found.byEmail.get(emailOf(1))).toHaveLength(1);
    expect(found.byEmail.get(emailOf(99))).toHaveLength(3);
    expect([found.unread.size, found.stopped]).toEqual([0, null]);
  });

  test('costs as many queries with twice as many rows', async () => {
    const queriesFor = async (count: number) => {
      const { asked, context } = openCrm(amongRows(crowd(count)));
      await findContacts({ ids: [], emails: emailsTo(100) }, context);
      return asked.length;
    };
    expect(await queriesFor(20_000)).toBe(await queriesFor(10_000));
    expect(await queriesFor(20_000)).toBeLessThan(20);
  });

  test.each([
    [MAX_QUERY_ROWS - 1, MAX_QUERY_ROWS - 1, 0],
    [MAX_QUERY_ROWS, MAX_CROWDED_ROWS, 1],
  ])('begins at the bound: of %i rows %i are kept', async (count, kept, crowded) => {
    const { context } = openCrm(amongRows(rowsWith(emailOf(0), count)));
    const found = await findContacts({ ids: [], emails: [emailOf(0)] }, context);
    expect(found.byEmail.get(emailOf(0))).toHaveLength(kept);
    expect(found.crowded.size).toBe(crowded);
  });
});

describe('links to further pages', () => {
  test('are not followed, and make the answer malformed after a bounded number of queries', async () => {
    let page = 0;
    const { asked, context } = openCrm(() => ({
      value: [],
      '@odata.nextLink': `https://org1.crm4.dynamics.com/api/data/v9.2/contacts?page=${page++}`,
    }));
    const error = await stoppedBy(findContacts({ ids: [], emails: emailsTo(1_000) }, context));
    expect(error).toMatchObject({ code: 'ANSWER_MALFORMED', retryable: true });
    expect(asked.length).toBeLessThanOrEqual(2 * 1_000);
    expect(asked.every((values) => values.length > 0)).toBe(true);
  });

  test('of more rows than were asked for are malformed, too', async () => {
    const { context } = openCrm(() => ({ value: rowsWith(emailOf(0), MAX_QUERY_ROWS + 1) }));
    expect(await stoppedBy(findContacts({ ids: [], emails: emailsTo(2) }, context))).toMatchObject({
      code: 'ANSWER_MALFORMED',
      params: { place: 'value' },
    });
  });
});

test('a bad row is reported by its place, without the others', async () => {
  const { context } = openCrm(() => ({
    value: [...rowsWith(emailOf(0), 3), ...Array.from({ length: 100 }, () => ({}))],
  }));
  const error = await stoppedBy(findContacts({ ids: [], emails: emailsTo(2) }, context));
  expect(error).toMatchObject({ code: 'ANSWER_MALFORMED', params: { place: 'value.3.contactid' } });
  expect(error.cause).toBeUndefined();
});

describe('a find that reaches a bound reports what it has not read', () => {
  test('in rows', async () => {
    const rows = emailsTo(1_000).flatMap((email, index) => rowsWith(email, 200, index * 1_000));
    const { context } = openCrm(amongRows(rows));
    const found = await findContacts({ ids: [], emails: emailsTo(1_000) }, context);
    expect(found.stopped).toMatchObject({ code: 'ANSWER_TOO_LARGE', params: { maxRows: MAX_FIND_ROWS } });
    expect(found.byId.size).toBeLessThan(2 * MAX_FIND_ROWS);
    const read = emailsTo(1_000).filter((email) => !found.unread.has(email));
    expect(read.length).toBeGreaterThan(0);
    expect(read.filter((email) => found.byEmail.get(email)?.length !== 200)).toEqual([]);
  });

  test('in characters', async () => {
    const note = 'x'.repeat(5_000);
    const { context } = openCrm((values) => ({
      value: values.map((email, index) => ({ ...rowsWith(email, 1, index)[0], note })),
    }));
    const found = await findContacts({ ids: [], emails: emailsTo(9_000) }, context);
    expect(found.stopped).toMatchObject({ params: { maxCharacters: MAX_FIND_CHARACTERS } });
    expect(found.unread.size).toBe(5_000);
  });

  test('in time', async () => {
    const { context } = openCrm(amongRows([]), MAX_FIND_MS);
    const found = await findContacts({ ids: [], emails: emailsTo(9_000) }, context);
    expect(found.stopped).toMatchObject({ code: 'TIMED_OUT', params: { maxMs: MAX_FIND_MS } });
    expect(found.unread.size).toBe(5_000);
  });

  test('and a merged row whose master was not read counts as not read', async () => {
    const merged = { ...rowsWith(emailOf(0), 1)[0], merged: true, _masterid_value: rowId(7) } as WireRow;
    const { context } = openCrm(amongRows([merged, ...rowsWith(emailOf(1), 1, 1)]), MAX_FIND_MS);
    const found = await findContacts({ ids: [], emails: emailsTo(2) }, context);
    expect(found.unread).toEqual(new Set([rowId(7), rowId(0), emailOf(0)]));
    expect([...found.byId.keys()]).toEqual([rowId(1)]);
  });
});

test('a master that does not exist is looked for once', async () => {
  const merged = { ...rowsWith(emailOf(0), 1)[0], merged: true, _masterid_value: rowId(7) } as WireRow;
  const { asked, context } = openCrm(amongRows([merged]));
  await findContacts({ ids: [], emails: [emailOf(0)] }, context);
  expect(asked).toEqual([[emailOf(0)], [rowId(7)]]);
});

test('rows of one e-mail take no longer to group than rows of as many e-mails', () => {
  const fastestMs = (emailOfRow: (index: number) => string): number => {
    const rows = Array.from({ length: 20_000 }, (_, index) =>
      contactRow(index, { email: emailOfRow(index) }),
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    const emails = rows.map(({ email }) => testEmail(email ?? ''));
    const durations = Array.from({ length: 5 }, () => {
      const startedAtMs = performance.now();
      groupByEmail(byId, emails);
      return performance.now() - startedAtMs;
    });
    return Math.min(...durations);
  };
  expect(fastestMs(() => 'no-mail@example.org') / fastestMs(emailOf)).toBeLessThan(3);
});
