import { setImmediate } from 'node:timers/promises';
import { IntegrationError } from '../../../crm/integration-error.ts';
import type { BatchAnswer, BatchRequest, DataverseClient } from '../web-api/dataverse-client.ts';
import type { Lane, Lanes } from '../web-api/request-limiter.ts';
import { type Ask, FIND_OPERATION, MAX_QUERIES } from './find-contacts.ts';

/** Finds of all calls to one environment. Those that wait at the same time travel in few requests. */
export type FindQueue = { open(terms: FindTerms): Ask };

/** On what terms a call asks. Only those of one drain, which end together, travel together. */
export type FindTerms = {
  signal: AbortSignal | undefined;
  canStart: ((timeoutMs: number) => boolean) | undefined;
};

export type FindQueueParts = {
  lanes: Lanes;
  openClient: (terms: FindTerms) => DataverseClient;
  /** Requests that may be under way at the same time. */
  parallel: () => number;
  /** How long one query takes, of which many travel in one request. */
  queryMs: () => number;
};

export function createFindQueue({ lanes, openClient, parallel, queryMs }: FindQueueParts): FindQueue {
  let waiting: Question[] = [];
  let isHandingOut = false;

  async function handOut(): Promise<void> {
    if (isHandingOut) return;
    isHandingOut = true;
    // Calls that begin in the same moment ask in the same moment, and then nobody needs to go alone.
    await setImmediate();
    while (waiting.length > 0) {
      const lane = await lanes.takeForFind();
      void send(takeShare(), lane);
    }
    isHandingOut = false;
  }

  /** Its part of what waits, so that requests are big while there is much to do and all lanes end together. */
  function takeShare(): Question[] {
    const [first] = waiting;
    if (!first) return [];
    const alike = first.goesAlone ? [first] : waiting.filter((other) => isAlike(first, other));
    const fair = Math.ceil(alike.length / parallel());
    const most = Math.min(MAX_QUERIES, LONGEST_FIND_MS / queryMs());
    const share = upToQueries(alike.slice(0, fair), most);
    waiting = waiting.filter((other) => !share.includes(other));
    return share;
  }

  async function send(group: readonly Question[], lane: Lane): Promise<void> {
    try {
      const client = openClient(termsOf(group));
      const answers = await client.batch(
        FIND_OPERATION,
        group.flatMap(({ queries }) => queries),
      );
      let from = 0;
      for (const { queries, answer } of group) {
        answer.resolve(answers.slice(from, from + queries.length));
        from += queries.length;
      }
    } catch (error) {
      if (group.length > 1 && isTimedOut(error))
        ask(group.map((question) => ({ ...question, goesAlone: true })));
      else for (const { answer } of group) answer.reject(error);
    } finally {
      lane.end();
    }
  }

  function ask(questions: readonly Question[]): void {
    waiting.push(...questions);
    void handOut();
  }

  return {
    open: (terms) => (queries) => {
      const answer = Promise.withResolvers<BatchAnswer[]>();
      ask([{ queries, terms, answer, goesAlone: false }]);
      return answer.promise;
    },
  };
}

/** What waits for a request that takes this long could have been planned and written meanwhile. */
const LONGEST_FIND_MS = 4_000;

type Question = {
  queries: readonly BatchRequest[];
  terms: FindTerms;
  answer: PromiseWithResolvers<BatchAnswer[]>;
  /** Took too long together with others. */
  goesAlone: boolean;
};

function isAlike(one: Question, other: Question): boolean {
  return !other.goesAlone && one.terms.signal === other.terms.signal;
}

function termsOf(group: readonly Question[]): FindTerms {
  return {
    signal: group[0]?.terms.signal,
    canStart: (timeoutMs) => group.every(({ terms }) => terms.canStart?.(timeoutMs) ?? true),
  };
}

function upToQueries(questions: readonly Question[], most: number): Question[] {
  let sum = 0;
  return questions.filter(({ queries }, index) => {
    sum += queries.length;
    return index === 0 || sum <= most;
  });
}

function isTimedOut(error: unknown): boolean {
  return error instanceof IntegrationError && error.code === 'TIMED_OUT';
}
