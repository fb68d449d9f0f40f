import type { z } from 'zod';
import { readRetryAfter } from '../../../crm/http-response.ts';
import { IntegrationError, RetryableIntegrationError } from '../../../crm/integration-error.ts';
import { MAX_RETRY_AFTER_MS, MAX_WAIT_MS } from '../../../runtime/timeouts.ts';
import { integrationErrorFrom, isTransient, parseAnswer } from './errors.ts';
import {
  type BatchRequest,
  type ChangeSet,
  type HttpPart,
  readMultipart,
  writeMultipart,
} from './multipart.ts';
import {
  type RequestContext,
  readRequestId,
  sendRequest,
  type WebApiContext,
  type WebApiRequest,
  type WebApiResponse,
} from './send-request.ts';

export type BatchAnswer =
  | ({ kind: 'ANSWERED' } & PartAnswer)
  /** Whether the request was executed is unknown. */
  | { kind: 'LOST'; error: IntegrationError };

export type PartAnswer = HttpPart & {
  requestId: string | null;
  /** An earlier attempt may have been executed too, so an unmet condition can be the result of our own write. */
  earlierAttempt: boolean;
};

export type Batch = Pick<WebApiRequest, 'operation' | 'maxAnswerBytes'> & {
  requests: readonly (BatchRequest | ChangeSet)[];
};

/**
 * Sends requests as one `$batch`, and sends again those of its parts that were lost or failed transiently. Rejects
 * only if no part was answered.
 */
export async function sendBatch(
  { requests, ...batch }: Batch,
  requestContext: RequestContext,
  context: WebApiContext,
): Promise<BatchAnswer[]> {
  if (requests.length === 0) return [];
  if (requests.length > BATCH_LIMIT) throw new RangeError(`a batch has at most ${BATCH_LIMIT} requests`);
  const { clock } = context.runtime;
  const answers: BatchAnswer[] = requests.map(() => ({ kind: 'LOST', error: lost(null) }));
  let open = [...requests.keys()];

  for (let round = 1; ; round += 1) {
    const sent = { ...batch, requests: open.flatMap((index) => requests[index] ?? []) };
    const outcome = await sendRound(sent, requestContext, context);
    if (outcome.kind === 'FAILED') {
      // The parts that were answered in earlier rounds must not be lost.
      if (round === 1) throw outcome.error;
      for (const index of open) answers[index] = keepRefusal(answers[index], outcome.error);
      return answers;
    }
    outcome.answers.forEach((answer, position) => {
      const index = open[position];
      if (index !== undefined) answers[index] = withEarlierAttempt(answer, answers[index], round);
    });
    const stillOpen = open.filter((index) => isOpen(answers[index]));
    const hasProgress = stillOpen.length < open.length;
    open = stillOpen;
    const canRetry = clock.now() < requestContext.retryUntilMs && (round < MAX_ROUNDS || hasProgress);
    const throttleMs = throttleOf(open, answers, round, clock.now());
    // Even if the call repeats nothing, no other request must leave before the throttle ends.
    if (throttleMs > 0) await context.gate.block(throttleMs);
    if (open.length === 0 || !canRetry) return answersUnlessAllLost(answers);
    if (throttleMs === 0) await waitBeforeNextRound(round, requestContext, context);
  }
}

/** The parsed JSON of a successful part. Throws the IntegrationError of any other. */
export function readAnswer<Answer>(answer: BatchAnswer, schema: z.ZodType<Answer>): Answer {
  if (answer.kind === 'LOST') throw answer.error;
  if (answer.status < 200 || answer.status > 299) throw integrationErrorFrom(answer);
  return parseAnswer(answer, schema);
}

/** @see https://learn.microsoft.com/power-apps/developer/data-platform/webapi/execute-batch-operations-using-web-api */
const BATCH_LIMIT = 1_000;
/** Further rounds follow only a round that made progress. */
const MAX_ROUNDS = 3;
const FIRST_DELAY_MS = 400;

type Round = { kind: 'ANSWERED'; answers: BatchAnswer[] } | { kind: 'FAILED'; error: unknown };

async function sendRound(
  { operation, requests, maxAnswerBytes }: Batch,
  requestContext: RequestContext,
  context: WebApiContext,
): Promise<Round> {
  const boundary = `batch_${context.runtime.ids.next()}`;
  try {
    const response = await sendRequest(
      {
        operation,
        method: 'POST',
        path: '$batch',
        headers: {
          'content-type': `multipart/mixed; boundary="${boundary}"`,
          prefer: 'odata.continue-on-error',
        },
        body: writeMultipart(boundary, requests),
        maxAnswerBytes,
        alternative: requests.length > 1 ? 'SMALLER' : 'NONE',
      },
      requestContext,
      context,
    );
    const answers = readAnswers(response, requests.length);
    context.onBatch?.({ operation, parts: requests.length, durationMs: response.durationMs });
    return { kind: 'ANSWERED', answers };
  } catch (error) {
    return { kind: 'FAILED', error };
  }
}

/** One answer for each request, in order; those after the last complete part are lost. */
function readAnswers(response: WebApiResponse, count: number): BatchAnswer[] {
  const multipart = readMultipart(response.headers['content-type'], response.body, count);
  if (!multipart && (response.status < 200 || response.status > 299)) throw integrationErrorFrom(response);
  const answers = (multipart?.parts ?? []).map((part) => toAnswer(part, response));
  const missing = Array.from({ length: count - answers.length }, (): BatchAnswer => {
    return { kind: 'LOST', error: lost(response.requestId) };
  });
  return [...answers, ...missing];
}

function toAnswer(part: HttpPart, { requestId, earlierAttempt }: WebApiResponse): BatchAnswer {
  return { kind: 'ANSWERED', ...part, requestId: readRequestId(part.headers) ?? requestId, earlierAttempt };
}

/** Unless it was clearly refused, the earlier attempt of a repeated part may have been executed. */
function withEarlierAttempt(
  answer: BatchAnswer,
  earlier: BatchAnswer | undefined,
  round: number,
): BatchAnswer {
  if (answer.kind === 'LOST' || round === 1 || !earlier) return answer;
  const isResultUnknown = earlier.kind === 'LOST' || earlier.earlierAttempt || earlier.status >= 500;
  return { ...answer, earlierAttempt: answer.earlierAttempt || isResultUnknown };
}

function answersUnlessAllLost(answers: BatchAnswer[]): BatchAnswer[] {
  const [first] = answers;
  if (first?.kind === 'LOST' && answers.every((answer) => answer.kind === 'LOST')) throw first.error;
  return answers;
}

function isOpen(answer: BatchAnswer | undefined): boolean {
  return answer === undefined || answer.kind === 'LOST' || isTransient(answer);
}

/** Keeps the answer of a part, except a 429: the gate's error names the end of the throttle. */
function keepRefusal(answer: BatchAnswer | undefined, error: unknown): BatchAnswer {
  if (!(error instanceof IntegrationError)) throw error;
  return answer?.kind === 'ANSWERED' && answer.status !== 429 ? answer : { kind: 'LOST', error };
}

/** The longest wait that a 429 among the parts asks for, in milliseconds; 0 without one. */
function throttleOf(
  open: readonly number[],
  answers: readonly BatchAnswer[],
  round: number,
  nowMs: number,
): number {
  const waits = open.map((index) => {
    const answer = answers[index];
    if (answer?.kind !== 'ANSWERED' || answer.status !== 429) return 0;
    return readRetryAfter(answer.headers, nowMs, MAX_RETRY_AFTER_MS.throttled) ?? 2_000 * round;
  });
  return Math.max(0, ...waits);
}

async function waitBeforeNextRound(
  round: number,
  { signal }: RequestContext,
  { runtime: { clock, randomness } }: WebApiContext,
): Promise<void> {
  const backoffMs = Math.round(FIRST_DELAY_MS * 2 ** (round - 1) * (0.5 + randomness.fraction()));
  // An abort ends the wait; the next round then fails, and the answers so far are kept.
  await clock.sleep(Math.min(backoffMs, MAX_WAIT_MS.background), signal).catch(() => undefined);
}

function lost(requestId: string | null): RetryableIntegrationError {
  return new RetryableIntegrationError({ code: 'ANSWER_MALFORMED', requestId: requestId ?? undefined });
}
