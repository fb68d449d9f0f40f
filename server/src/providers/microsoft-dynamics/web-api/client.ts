import type { z } from 'zod';
import { type BatchAnswer, type PartAnswer, sendBatch } from './batch.ts';
import { integrationErrorFrom, parseAnswer } from './errors.ts';
import type { BatchRequest, ChangeSet } from './multipart.ts';
import { type RequestContext, sendRequest, type WebApiContext } from './send-request.ts';

/** The requests of one call to a Dataverse environment. Every method rejects with an IntegrationError. */
export type DataverseClient = {
  /** Sends a GET and parses its JSON answer. */
  get<Answer>(request: GetRequest<Answer>): Promise<Answer>;
  /**
   * Sends up to 1,000 requests as one `$batch` and returns their answers in order. Parts that fail transiently are
   * sent again, so each request must be safe to repeat. Rejects only if no part was answered.
   */
  batch(operation: string, requests: readonly (BatchRequest | ChangeSet)[]): Promise<BatchAnswer[]>;
  /** Sends an atomic POST and returns its answer, which can be a refusal. */
  post(request: { operation: string; path: string; body: unknown }): Promise<PostAnswer>;
  /** Whether the call still has time to repeat requests. */
  canRetry(): boolean;
};

type GetRequest<Answer> = {
  /** The name of the request in the log. */
  operation: string;
  /** Relative to `/api/data/v9.2/`, with the query. */
  path: string;
  schema: z.ZodType<Answer>;
};

export type PostAnswer = PartAnswer & { durationMs: number };

/** All clients of an environment share the context, with its token and its throttle gate. */
export function openDataverseClient(context: WebApiContext, requestContext: RequestContext): DataverseClient {
  return {
    get: async ({ operation, path, schema }) => {
      const request = { operation, method: 'GET', path, headers: {}, alternative: 'NONE' } as const;
      const answer = await sendRequest(request, requestContext, context);
      if (answer.status < 200 || answer.status > 299) throw integrationErrorFrom(answer);
      return parseAnswer(answer, schema);
    },
    batch: (operation, requests) => sendBatch({ operation, requests }, requestContext, context),
    post: ({ operation, path, body }) =>
      sendRequest(
        {
          operation,
          method: 'POST',
          path,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
          alternative: 'SAFER',
        },
        requestContext,
        context,
      ),
    canRetry: () => context.runtime.clock.now() < requestContext.retryUntilMs,
  };
}
