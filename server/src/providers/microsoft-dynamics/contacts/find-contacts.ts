import { type Email, type Failure, normaliseEmail } from '@goodfunds/shared';
import {
  IntegrationError,
  NonRetryableIntegrationError,
  RetryableIntegrationError,
} from '../../../crm/integration-error.ts';
import type { BatchAnswer, BatchRequest } from '../web-api/dataverse-client.ts';
import { readAnswer } from '../web-api/dataverse-client.ts';
import { readFailure } from '../web-api/errors.ts';
import { inFilter, servicePath, servicePathOf } from '../web-api/odata.ts';
import { type ContactRow, pageSchema, type RowReader } from './contact-row.ts';

export type FindInput = {
  ask: Ask;
  /** The environment, in which alone next links are followed. */
  origin: string;
  reader: RowReader;
  ids: readonly string[];
  emails: readonly Email[];
};

/** Sends queries, alone or with those of others, and answers them in order. */
export type Ask = (queries: readonly BatchRequest[]) => Promise<BatchAnswer[]>;

export type Found = {
  byId: Map<string, ContactRow>;
  /** Rows whose primary e-mail is this one by our comparison, which is stricter than Dataverse's. */
  byEmail: Map<Email, ContactRow[]>;
  /** E-mails and ids that Dataverse refuses to look for at all, each with its reason. */
  refused: Map<string, Failure>;
};

/**
 * Finds rows by id and by e-mail, all queries together in one `$batch`; further ones only for further pages and
 * for the masters of merged rows.
 */
export async function findRows({ ask, origin, reader, ids, emails }: FindInput): Promise<Found> {
  const found: Found = { byId: new Map(), byEmail: new Map(), refused: new Map() };
  let queries = [...queriesFor('contactid', ids), ...queriesFor('emailaddress1', emails)];
  let missingMasters: string[] = [];

  for (let hops = 0; queries.length > 0; ) {
    for (const row of await runQueries({ ask, origin, reader, queries, refused: found.refused })) {
      found.byId.set(row.id, row);
    }
    missingMasters = mastersNotIn(found.byId);
    hops += 1;
    queries = hops > MAX_MERGE_HOPS ? [] : queriesFor('contactid', missingMasters);
  }

  refuseIfNothingWorked(found.refused, ids.length + emails.length);
  return { ...found, byEmail: groupByEmail(found.byId, emails) };
}

/** Rows by their primary e-mail, normalised as ours is: Dataverse also finds `rene@` when it is asked for `rené@`. */
export function groupByEmail(byId: Found['byId'], emails: readonly Email[]): Found['byEmail'] {
  const wanted = new Set(emails);
  const groups: Found['byEmail'] = new Map();
  for (const row of byId.values()) {
    const email = normaliseEmail(row.email);
    if (email !== null && wanted.has(email)) groups.set(email, [...(groups.get(email) ?? []), row]);
  }
  return groups;
}

/** If no value at all can be asked for, the question is at fault and not the contacts. */
function refuseIfNothingWorked(refused: Found['refused'], asked: number): void {
  const [first] = refused.values();
  if (!first || asked < 2 || refused.size < asked) return;
  throw new NonRetryableIntegrationError({ code: 'CRM_REFUSED', params: first.params });
}

/** The name of find batches in the log and in reports. */
export const FIND_OPERATION = 'findContacts';

/** How far a merged row is followed to its master. */
export const MAX_MERGE_HOPS = 5;

type Query =
  | { kind: 'IN'; attribute: 'contactid' | 'emailaddress1'; values: readonly string[] }
  | { kind: 'PAGE'; path: string };

/** Dataverse takes 300 conditions in one filter; how many values `In` takes is not written anywhere. */
const MAX_VALUES = 100;
/** A thousand contacts by id, by external id and by e-mail fit into one `$batch`. */
export const MAX_QUERIES = 40;
/** A request line inside a batch may have 65,536 characters. */
const MAX_QUERY_CHARACTERS = 24_000;

function queriesFor(attribute: 'contactid' | 'emailaddress1', values: readonly string[]): Query[] {
  const queries: Query[] = [];
  let chunk: string[] = [];
  let characters = 0;
  for (const value of new Set(values)) {
    const length = encodeURIComponent(JSON.stringify(value)).length + 3;
    if (chunk.length >= MAX_VALUES || (chunk.length > 0 && characters + length > MAX_QUERY_CHARACTERS)) {
      queries.push({ kind: 'IN', attribute, values: chunk });
      chunk = [];
      characters = 0;
    }
    chunk.push(value);
    characters += length;
  }
  return chunk.length > 0 ? [...queries, { kind: 'IN', attribute, values: chunk }] : queries;
}

type RunInput = Pick<FindInput, 'ask' | 'origin' | 'reader'> & {
  queries: readonly Query[];
  refused: Map<string, Failure>;
};

async function runQueries({ ask, origin, reader, refused, ...input }: RunInput): Promise<ContactRow[]> {
  const rows: ContactRow[] = [];
  let open = input.queries;
  let size = MAX_QUERIES;
  for (let timeOuts = 0; open.length > 0; ) {
    const queries = open.slice(0, size);
    const later = open.slice(size);
    const requests = queries.map((query) => requestFor(query, reader.select));
    const answers = await ask(requests).catch((error: unknown) => {
      if (!isTimedOut(error) || queries.length === 1 || timeOuts === MAX_TIME_OUTS) throw error;
      return null;
    });
    if (!answers) {
      timeOuts += 1;
      size = Math.ceil(queries.length / 2);
      continue;
    }
    const more = queries.flatMap((query, index): Query[] => {
      const answer = answers[index];
      if (!answer) return [];
      const smaller = splitIfRefused(query, answer, refused);
      if (smaller) return smaller;
      const page = readAnswer(answer, pageSchema);
      rows.push(...page.value.map((row) => reader.read(row)));
      const next = page['@odata.nextLink'];
      return next === undefined ? [] : [{ kind: 'PAGE', path: pagePath(next, origin) }];
    });
    open = [...more, ...later];
  }
  return rows;
}

/** Fewer queries at a time take less long; a server that answers none is down. */
const MAX_TIME_OUTS = 3;

function isTimedOut(error: unknown): boolean {
  return error instanceof IntegrationError && error.code === 'TIMED_OUT';
}

function requestFor(query: Query, select: readonly string[]): BatchRequest {
  if (query.kind === 'PAGE') return { method: 'GET', path: query.path };
  const options = { $select: select.join(','), ...inFilter(query.attribute, query.values) };
  return { method: 'GET', path: servicePath('contacts', options) };
}

/**
 * A query that Dataverse refuses, as too long or because of one of its values, is asked again in halves, until
 * the value that nobody can ask for stands alone. What concerns the columns is not the values' fault.
 */
function splitIfRefused(query: Query, answer: BatchAnswer, refused: Map<string, Failure>): Query[] | null {
  if (query.kind !== 'IN' || answer.kind !== 'ANSWERED') return null;
  if (![400, 413, 414].includes(answer.status)) return null;
  const failure = readFailure(answer, 'WRITE');
  if (failure.code !== 'CRM_REJECTED') return null;
  const [only] = query.values;
  if (query.values.length === 1 && only !== undefined) {
    refused.set(only, { code: failure.code, params: failure.params });
    return [];
  }
  const middle = Math.ceil(query.values.length / 2);
  return [query.values.slice(0, middle), query.values.slice(middle)].map((values) => ({ ...query, values }));
}

/** Rows that are not read would be created a second time, so a page that cannot be followed is no small matter. */
function pagePath(nextLink: string, origin: string): string {
  const path = servicePathOf(nextLink, origin);
  if (path !== null) return path;
  throw new RetryableIntegrationError({ code: 'ANSWER_MALFORMED', params: { problem: 'FOREIGN_NEXT_LINK' } });
}

function mastersNotIn(rows: ReadonlyMap<string, ContactRow>): string[] {
  return [...rows.values()].flatMap(({ masterId }) =>
    masterId !== null && !rows.has(masterId) ? [masterId] : [],
  );
}
