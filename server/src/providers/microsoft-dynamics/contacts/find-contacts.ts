import { setImmediate } from 'node:timers/promises';
import { type Email, type Failure, normaliseEmail } from '@goodfunds/shared';
import {
  IntegrationError,
  integrationError,
  NonRetryableIntegrationError,
  RetryableIntegrationError,
} from '../../../crm/integration-error.ts';
import type { Clock } from '../../../runtime/runtime.ts';
import { REQUEST_TIMEOUT_MS } from '../../../runtime/timeouts.ts';
import { type BatchAnswer, readAnswer } from '../web-api/batch.ts';
import type { DataverseClient } from '../web-api/client.ts';
import { readFailure } from '../web-api/errors.ts';
import { FIND_PRIORITY, type RequestLimiter } from '../web-api/request-limiter.ts';
import { type AdaptiveLimits, chunkRows } from '../writes/adaptive-limits.ts';
import type { ContactRow, RowReader } from './contact-row.ts';
import {
  halves,
  hasSeveralValues,
  MAX_QUERY_ROWS,
  pageSchema,
  type Query,
  queriesFor,
  requestFor,
} from './find-query.ts';

export type FindContext = {
  client: DataverseClient;
  limiter: RequestLimiter;
  limits: AdaptiveLimits;
  clock: Clock;
  reader: RowReader;
};

export type Found = {
  byId: Map<string, ContactRow>;
  /** Rows whose primary e-mail is this one by our comparison, which is stricter than Dataverse's. */
  byEmail: Map<Email, ContactRow[]>;
  /** E-mails and postcodes with `MAX_QUERY_ROWS` rows or more, of which only some are read: nothing can tell them apart. */
  crowded: Set<string>;
  /** E-mails, postcodes and ids that Dataverse refuses to look for at all, each with its reason. */
  refused: Map<string, Failure>;
  /** E-mails, postcodes and ids that were not looked for, because the find reached one of its bounds. */
  unread: Set<string>;
  /** The bound that was reached. */
  stopped: IntegrationError | null;
};

/** The name of find batches in the log and in reports. */
export const FIND_OPERATION = 'findContacts';

/** After this many rows a find asks for no more; the contacts that are left are looked for by the next one. */
export const MAX_FIND_ROWS = 10_000;
/** The same for the characters of its answers. */
export const MAX_FIND_CHARACTERS = 4 * 1024 * 1024;
/** The same for its time. A request that was sent before may take its own time-out longer. */
export const MAX_FIND_MS = 60_000;
/** Of one answer. A thousand contacts have some megabytes; where rows are larger, fewer are asked for at a time. */
export const MAX_FIND_ANSWER_BYTES = 8 * 1024 * 1024;
/** Rows that are kept of an e-mail with more rows than can be read. */
export const MAX_CROWDED_ROWS = 50;
/** How far a merged row is followed to its master. */
export const MAX_MERGE_HOPS = 5;

/**
 * Finds rows by id, by e-mail and by further queries, all together in one `$batch`; further ones only for the masters of merged
 * rows, and where one would be too large or take too long. Every value ends either completely read, `crowded`,
 * `refused` or `unread`: a row that was overlooked would be created a second time.
 */
export async function findContacts(
  {
    ids,
    emails,
    further = [],
  }: { ids: readonly string[]; emails: readonly Email[]; further?: readonly Query[] },
  context: FindContext,
): Promise<Found> {
  const find = startFind(context.clock);
  let queries = [...queriesFor('contactid', ids), ...queriesFor('emailaddress1', emails), ...further];
  for (let hops = 0; queries.length > 0 && hops <= MAX_MERGE_HOPS; hops += 1) {
    await runQueries(queries, find, context);
    queries = queriesFor('contactid', nextMasters(find));
  }
  forgetRowsOfUnreadMasters(find);
  const searched = further.reduce((sum, { values }) => sum + values.length, ids.length + emails.length);
  refuseIfNothingWorked(find.refused, searched);
  const { byId, crowded, refused, unread, stopped } = find;
  return { byId, byEmail: groupByEmail(byId, emails), crowded, refused, unread, stopped };
}

/** Rows by their e-mail, the primary one unless given otherwise, normalised as ours is: Dataverse also finds `rene@` when it is asked for `rené@`. */
export function groupByEmail(
  byId: Found['byId'],
  emails: readonly Email[],
  emailsOf: (row: ContactRow) => readonly unknown[] = (row) => [row.email],
): Found['byEmail'] {
  const searched = new Set(emails);
  const groups: Found['byEmail'] = new Map();
  for (const row of byId.values()) {
    const own = emailsOf(row).map((value) => (typeof value === 'string' ? normaliseEmail(value) : null));
    for (const email of new Set(own)) {
      if (email === null || !searched.has(email)) continue;
      const group = groups.get(email);
      if (group) group.push(row);
      else groups.set(email, [row]);
    }
  }
  return groups;
}

/** A find that is under way. */
type Find = Omit<Found, 'byEmail'> & {
  /** Of the answers whose rows are kept. */
  characters: number;
  /** Masters of merged rows that have been looked for, found or not. */
  masters: Set<string>;
  stopsAtMs: number;
};

function startFind(clock: Clock): Find {
  return {
    byId: new Map(),
    crowded: new Set(),
    refused: new Map(),
    unread: new Set(),
    stopped: null,
    characters: 0,
    masters: new Set(),
    stopsAtMs: clock.now() + MAX_FIND_MS,
  };
}

async function runQueries(all: readonly Query[], find: Find, context: FindContext): Promise<void> {
  const { limits, clock, client } = context;
  let open = all;
  let size = chunkRows(limits.current(), 'FIND');
  for (let timeOuts = 0; open.length > 0; ) {
    find.stopped ??= boundReached(find, clock);
    if (find.stopped) {
      for (const value of open.flatMap(({ values }) => values)) find.unread.add(value);
      return;
    }
    const queries = open.slice(0, size);
    const rest = open.slice(queries.length);
    const answers = await sendQueries(queries, context);
    if (!(answers instanceof IntegrationError)) {
      open = [...(await readAnswers(queries, answers, find, context)), ...rest];
    } else if (answers.code === 'TIMED_OUT' && queries.length > 1 && client.canRetry()) {
      timeOuts += 1;
      if (timeOuts > MAX_TIME_OUTS) throw answers;
      const timeoutMs = REQUEST_TIMEOUT_MS.background;
      limits.note({ kind: 'TIMED_OUT', mode: 'FIND', rows: queries.length, timeoutMs });
      size = chunkRows(limits.current(), 'FIND');
    } else if (answers.code === 'ANSWER_TOO_LARGE' && queries.length > 1) {
      size = Math.ceil(queries.length / 2);
    } else if (answers.code === 'ANSWER_TOO_LARGE' && queries.some(hasSeveralValues)) {
      open = [...queries.flatMap(halves), ...rest];
    } else {
      throw answers;
    }
  }
}

/** Fewer queries at a time take less long; a server that answers none is down. */
const MAX_TIME_OUTS = 4;

function boundReached({ byId, characters, stopsAtMs }: Find, clock: Clock): IntegrationError | null {
  if (byId.size >= MAX_FIND_ROWS) {
    return integrationError({ code: 'ANSWER_TOO_LARGE', params: { maxRows: MAX_FIND_ROWS } });
  }
  if (characters >= MAX_FIND_CHARACTERS) {
    return integrationError({ code: 'ANSWER_TOO_LARGE', params: { maxCharacters: MAX_FIND_CHARACTERS } });
  }
  if (clock.now() < stopsAtMs) return null;
  return integrationError({ code: 'TIMED_OUT', params: { maxMs: MAX_FIND_MS } });
}

async function sendQueries(
  queries: readonly Query[],
  { client, limiter, reader }: FindContext,
): Promise<BatchAnswer[] | IntegrationError> {
  const requests = queries.map((query) => requestFor(query, reader.select));
  try {
    return await limiter.run(FIND_PRIORITY, () =>
      client.batch({ operation: FIND_OPERATION, requests, maxAnswerBytes: MAX_FIND_ANSWER_BYTES }),
    );
  } catch (error) {
    if (error instanceof IntegrationError) return error;
    throw error;
  }
}

/** Returns the queries that replace those whose values are not finished. */
async function readAnswers(
  queries: readonly Query[],
  answers: readonly BatchAnswer[],
  find: Find,
  { reader }: FindContext,
): Promise<Query[]> {
  const smaller: Query[] = [];
  for (const [index, answer] of answers.entries()) {
    const query = queries[index];
    if (!query) continue;
    // Reading the rows takes a while: requests that wait for this slot leave first.
    await setImmediate();
    smaller.push(...(splitIfRefused(query, answer, find.refused) ?? readRows(query, answer, find, reader)));
  }
  return smaller;
}

/**
 * A query that Dataverse refuses, as too long or because of one of its values, is sent again in halves, until the
 * value that cannot be asked for is alone. A refusal because of the columns is not one of the values.
 */
function splitIfRefused(query: Query, answer: BatchAnswer, refused: Found['refused']): Query[] | null {
  if (answer.kind !== 'ANSWERED' || ![400, 413, 414].includes(answer.status)) return null;
  const failure = readFailure(answer, 'WRITE');
  if (failure.code !== 'CRM_REJECTED') return null;
  if (hasSeveralValues(query)) return halves(query);
  for (const value of query.values) refused.set(value, { code: failure.code, params: failure.params });
  return [];
}

/** An answer with as many rows as were asked for can lack some, so its values are asked for fewer at a time. */
function readRows(query: Query, answer: BatchAnswer, find: Find, reader: RowReader): Query[] {
  const { value, '@odata.nextLink': nextLink } = readAnswer(answer, pageSchema);
  const isFull = value.length >= MAX_QUERY_ROWS;
  const isPartial = isFull || nextLink !== undefined;
  if (isPartial && hasSeveralValues(query)) return halves(query);
  // `$top` lets Dataverse send that many rows without a link, and an id has one row.
  if (isPartial && (!isFull || query.attribute === 'contactid')) {
    throw new RetryableIntegrationError({ code: 'ANSWER_MALFORMED', params: { problem: 'MORE_ROWS' } });
  }
  if (isFull) for (const value of query.values) find.crowded.add(value);
  for (const row of isFull ? value.slice(0, MAX_CROWDED_ROWS) : value) {
    const read = reader.read(row);
    find.byId.set(read.id, read);
  }
  if (answer.kind === 'ANSWERED') find.characters += answer.body.length;
  return [];
}

/** The masters that have not been looked for yet. */
function nextMasters({ byId, masters }: Find): string[] {
  const next: string[] = [];
  for (const { masterId } of byId.values()) {
    if (masterId === null || byId.has(masterId) || masters.has(masterId)) continue;
    masters.add(masterId);
    next.push(masterId);
  }
  return next;
}

/** A merged row whose master was not read is not read either, nor is what it was found by. */
function forgetRowsOfUnreadMasters({ byId, unread }: Find): void {
  for (let hops = 0; unread.size > 0 && hops <= MAX_MERGE_HOPS; hops += 1) {
    for (const { id, masterId, email, values } of byId.values()) {
      if (masterId === null || !unread.has(masterId)) continue;
      byId.delete(id);
      unread.add(id);
      for (const value of [email, ...Object.values(values)]) {
        if (typeof value === 'number') unread.add(String(value));
        if (typeof value === 'string') unread.add(value).add(normaliseEmail(value) ?? id);
      }
    }
  }
}

/** If no value at all can be asked for, the query is at fault and not the contacts. */
function refuseIfNothingWorked(refused: Found['refused'], searched: number): void {
  const [first] = refused.values();
  if (!first || searched < 2 || refused.size < searched) return;
  throw new NonRetryableIntegrationError({ code: 'CRM_REFUSED', params: first.params });
}
