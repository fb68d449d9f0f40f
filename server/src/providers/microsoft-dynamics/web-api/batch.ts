import { readRetryAfter } from '../../../crm/http-response.ts';
import { IntegrationError, RetryableIntegrationError } from '../../../crm/integration-error.ts';
import type { Runtime } from '../../../runtime/runtime.ts';
import type { BatchAnswer, BatchRequest, ChangeSet, PartAnswer } from './dataverse-client.ts';
import { integrationErrorFrom, isTransient } from './errors.ts';
import { type HttpPart, readMultipart, writeMultipart } from './multipart.ts';
import type { Alternative } from './retry-policy.ts';
import type { ExchangeAnswer } from './send-request.ts';
import type { ThrottleGate } from './throttle-gate.ts';

/**
 * The most requests that one `$batch` may have.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/webapi/execute-batch-operations-using-web-api
 */
const BATCH_LIMIT = 1_000;

export type BatchReport = {
  operation: string;
  parts: number;
  durationMs: number;
};

export type BatchParts = {
  send(request: {
    operation: string;
    method: 'POST';
    path: string;
    headers: Readonly<Record<string, string>>;
    body: string;
    alternative: Alternative;
  }): Promise<ExchangeAnswer>;
  runtime: Runtime;
  gate: ThrottleGate;
  onBatch(report: BatchReport): void;
};

/**
 * Sends requests as one `$batch`, and those of its parts again that were lost or failed for the moment. As soon as
 * one part was answered the answers are handed over, whatever becomes of the others.
 */
export async function sendBatch(
  operation: string,
  requests: readonly (BatchRequest | ChangeSet)[],
  parts: BatchParts,
): Promise<BatchAnswer[]> {
  if (requests.length === 0) return [];
  if (requests.length > BATCH_LIMIT) throw new RangeError(`a batch has at most ${BATCH_LIMIT} requests`);
  const answers: BatchAnswer[] = requests.map(() => ({ kind: 'LOST', error: lost(null) }));
  let open = [...requests.keys()];

  for (let round = 1; ; round += 1) {
    const sent = open.flatMap((index) => requests[index] ?? []);
    const outcome = await sendRound(operation, sent, parts);
    if (outcome.kind === 'FAILED') {
      // What has been answered so far must not get lost with what has not.
      if (round === 1) throw outcome.error;
      for (const index of open) answers[index] = keepRefusal(answers[index], outcome.error);
      return answers;
    }
    outcome.answers.forEach((answer, position) => {
      const index = open[position];
      if (index !== undefined) answers[index] = withHistory(answer, answers[index], round);
    });
    const unsettled = open.filter((index) => isOpen(answers[index]));
    const gotOn = outcome.answers.some((answer) => answer.kind === 'ANSWERED' && !isOpen(answer));
    open = unsettled;
    if (open.length === 0 || (round >= MAX_ROUNDS && !gotOn)) return answersUnlessAllLost(answers);
    await waitBeforeNextRound(open, answers, round, parts);
  }
}

const MAX_ROUNDS = 3;
const FIRST_DELAY_MS = 400;

type Round = { kind: 'ANSWERED'; answers: BatchAnswer[] } | { kind: 'FAILED'; error: unknown };

async function sendRound(
  operation: string,
  requests: readonly (BatchRequest | ChangeSet)[],
  parts: BatchParts,
): Promise<Round> {
  const boundary = `batch_${parts.runtime.ids.next()}`;
  try {
    const answer = await parts.send({
      operation,
      method: 'POST',
      path: '$batch',
      headers: {
        'content-type': `multipart/mixed; boundary="${boundary}"`,
        prefer: 'odata.continue-on-error',
      },
      body: writeMultipart(boundary, requests),
      alternative: requests.length > 1 ? 'SMALLER' : 'NONE',
    });
    const answers = readAnswers(answer, requests.length);
    parts.onBatch({ operation, parts: requests.length, durationMs: answer.durationMs });
    return { kind: 'ANSWERED', answers };
  } catch (error) {
    return { kind: 'FAILED', error };
  }
}

/** One answer for each request, in order; those after the last whole part are lost. */
function readAnswers(answer: ExchangeAnswer, count: number): BatchAnswer[] {
  const multipart = readMultipart(answer.headers['content-type'], answer.body);
  if (!multipart && (answer.status < 200 || answer.status > 299)) throw integrationErrorFrom(answer);
  const whole = multipart && multipart.parts.length <= count ? multipart.parts : [];
  const answers = whole.map((part) => toAnswer(part, answer));
  const missing = Array.from({ length: count - answers.length }, (): BatchAnswer => {
    return { kind: 'LOST', error: lost(answer.requestId) };
  });
  return [...answers, ...missing];
}

function toAnswer(part: HttpPart, outer: ExchangeAnswer): BatchAnswer {
  return {
    kind: 'ANSWERED',
    ...part,
    requestId: requestIdOf(part) ?? outer.requestId,
    earlierAttempt: outer.earlierAttempt,
  };
}

/** Inside a part the id of the request has another name, as real answers show. */
function requestIdOf(part: HttpPart): string | null {
  return part.headers['req_id'] ?? part.headers['x-ms-service-request-id'] ?? null;
}

/** A part that is sent again may have been carried out the first time, unless it was clearly refused. */
function withHistory(answer: BatchAnswer, earlier: BatchAnswer | undefined, round: number): BatchAnswer {
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

/** A part that answered keeps its answer; only a throttle is better told by the gate, which knows the time. */
function keepRefusal(answer: BatchAnswer | undefined, error: unknown): BatchAnswer {
  if (!(error instanceof IntegrationError)) throw error;
  return answer?.kind === 'ANSWERED' && answer.status !== 429 ? answer : { kind: 'LOST', error };
}

async function waitBeforeNextRound(
  open: readonly number[],
  answers: readonly BatchAnswer[],
  round: number,
  { runtime, gate }: BatchParts,
): Promise<void> {
  const throttled = open
    .map((index) => answers[index])
    .filter((answer): answer is { kind: 'ANSWERED' } & PartAnswer => {
      return answer?.kind === 'ANSWERED' && answer.status === 429;
    });
  const delayMs = Math.round(FIRST_DELAY_MS * 2 ** (round - 1) * (0.5 + runtime.randomness.fraction()));
  const waits = throttled.map(({ headers }) => readRetryAfter(headers, runtime.clock.now()) ?? 2_000 * round);
  await (waits.length > 0 ? gate.block(Math.max(...waits)) : runtime.clock.sleep(delayMs));
}

function lost(requestId: string | null): RetryableIntegrationError {
  return new RetryableIntegrationError({
    code: 'ANSWER_MALFORMED',
    ...(requestId === null ? {} : { requestId }),
  });
}
