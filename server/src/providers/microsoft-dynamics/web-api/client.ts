import type { z } from 'zod';
import { type Batch, type BatchAnswer, type PartAnswer, sendBatch } from './batch.ts';
import { integrationErrorFrom, parseAnswer } from './errors.ts';
import { type RequestContext, sendRequest, type WebApiContext, type WebApiRequest } from './send-request.ts';

export type DataverseClient = ReturnType<typeof openDataverseClient>;

type GetRequest<Answer> = Pick<WebApiRequest, 'operation' | 'path' | 'maxAnswerBytes'> & {
  schema: z.ZodType<Answer>;
};
type PostRequest = Pick<WebApiRequest, 'operation' | 'path' | 'maxAnswerBytes'> & { body: unknown };

/** Of an answer with one object or row. */
export const MAX_SMALL_ANSWER_BYTES = 64 * 1024;

export type PostAnswer = PartAnswer & { durationMs: number };

/**
 * The requests of one call to a Dataverse environment. Every method rejects with an IntegrationError. All clients of an
 * environment share the context, with its token and its throttle gate.
 */
export function openDataverseClient(context: WebApiContext, requestContext: RequestContext) {
  return {
    /** Sends a GET and parses its JSON answer. */
    get: async <Answer>({ schema, ...get }: GetRequest<Answer>): Promise<Answer> => {
      const request = { ...get, method: 'GET', headers: {}, alternative: 'NONE' } as const;
      const answer = await sendRequest(request, requestContext, context);
      if (answer.status < 200 || answer.status > 299) throw integrationErrorFrom(answer);
      return parseAnswer(answer, schema);
    },
    /**
     * Sends up to 1,000 requests as one `$batch` and returns their answers in order. Parts that fail transiently are
     * sent again, so each request must be safe to repeat. Rejects only if no part was answered.
     */
    batch: (batch: Batch): Promise<BatchAnswer[]> => sendBatch(batch, requestContext, context),
    /** Sends an atomic POST and returns its answer, which can be a refusal. */
    post: ({ body, ...post }: PostRequest): Promise<PostAnswer> =>
      sendRequest(
        {
          ...post,
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
          alternative: 'SAFER',
        },
        requestContext,
        context,
      ),
    /** Whether the call still has time to repeat requests. */
    canRetry: (): boolean => context.runtime.clock.now() < requestContext.retryUntilMs,
  };
}
