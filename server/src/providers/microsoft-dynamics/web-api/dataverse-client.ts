import type { z } from 'zod';
import { parseJson } from '../../../crm/http-response.ts';
import type { IntegrationError } from '../../../crm/integration-error.ts';
import { NonRetryableIntegrationError, RetryableIntegrationError } from '../../../crm/integration-error.ts';
import { integrationErrorFrom } from './errors.ts';

/**
 * Requests of one context to a Dataverse environment. Token, throttle, retry, time-outs and bounds are behind it, and
 * how long it may wait is settled by who opened it. Rejects with an IntegrationError.
 */
export interface DataverseClient {
  /** Sends one GET and parses its JSON answer. */
  get<Answer>(request: GetRequest<Answer>): Promise<Answer>;
  /**
   * Sends up to 1,000 requests as one `$batch` and answers each, in order. Parts that fail for the moment are
   * sent again, so each request has to be safe to repeat. Rejects only when not one part was answered.
   */
  batch(operation: string, requests: readonly (BatchRequest | ChangeSet)[]): Promise<BatchAnswer[]>;
  /** Sends one POST that happens as a whole or not at all, and hands over its answer, a refusal too. */
  post(request: PostRequest): Promise<PostAnswer>;
}

type PostRequest = {
  operation: string;
  path: string;
  body: unknown;
};

export type PostAnswer = PartAnswer & { durationMs: number };

type GetRequest<Answer> = {
  /** The name of the call in the log. */
  operation: string;
  /** Relative to `/api/data/v9.2/`, options included. */
  path: string;
  schema: z.ZodType<Answer>;
  headers?: Readonly<Record<string, string>>;
};

export type BatchRequest = {
  method: 'GET' | 'PATCH' | 'POST';
  /** Relative to `/api/data/v9.2/`, options included. */
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: unknown;
};

/** Writes that happen all or not at all. What fails among them answers for all (reference, section 7). */
export type ChangeSet = { writes: readonly BatchRequest[] };

export type BatchAnswer =
  | ({ kind: 'ANSWERED' } & PartAnswer)
  /** Whether the request was carried out is unknown. */
  | { kind: 'LOST'; error: IntegrationError };

export type PartAnswer = {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
  requestId: string | null;
  /** An earlier attempt may have been carried out too, so an unmet condition can be the result of our own write. */
  earlierAttempt: boolean;
};

/** The parsed JSON of a part that should have succeeded. Throws its IntegrationError where it did not. */
export function readAnswer<Answer>(answer: BatchAnswer, schema: z.ZodType<Answer>): Answer {
  if (answer.kind === 'LOST') throw answer.error;
  if (answer.status < 200 || answer.status > 299) throw integrationErrorFrom(answer);
  return parseAnswer(answer, schema);
}

/** Parses the body of a successful answer; what is not as documented is ANSWER_MALFORMED. */
export function parseAnswer<Answer>(
  answer: Pick<PartAnswer, 'body' | 'requestId'>,
  schema: z.ZodType<Answer>,
): Answer {
  const parsed = schema.safeParse(parseJson(answer.body));
  if (parsed.success) return parsed.data;
  throw new RetryableIntegrationError({
    code: 'ANSWER_MALFORMED',
    cause: parsed.error,
    ...(answer.requestId ? { requestId: answer.requestId } : {}),
  });
}

/** The same failure as a new error that carries more. */
export function copyError(
  error: IntegrationError,
  more: { settled?: IntegrationError['settled']; retryAfterMs?: number },
): IntegrationError {
  const { code, params, requestId, detail, retryAfterMs, settled } = error;
  const details = {
    code,
    params,
    ...(requestId === undefined ? {} : { requestId }),
    ...(detail === undefined ? {} : { detail }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    settled,
    ...more,
    cause: error.cause ?? error,
  };
  return error.retryable ? new RetryableIntegrationError(details) : new NonRetryableIntegrationError(details);
}
