import { IntegrationError, RetryableIntegrationError } from '../../../crm/integration-error.ts';
import { type BatchReport, sendBatch } from './batch.ts';
import { type DataverseClient, parseAnswer } from './dataverse-client.ts';
import { integrationErrorFrom } from './errors.ts';
import type { RetryProfile } from './retry-policy.ts';
import { type ExchangeAnswer, type ExchangeParts, type ExchangeRequest, exchange } from './send-request.ts';

export type ClientContext = {
  profile: RetryProfile;
  signal?: AbortSignal | undefined;
  /** Told about every `$batch` that was answered, so that its size can follow what the server can take. */
  onBatch?: (report: BatchReport) => void;
  /** Told how many requests at a time the server recommends, with every answer that says so. */
  onHint?: (parallel: number) => void;
  canStart?: ((timeoutMs: number) => boolean) | undefined;
};

/** Opens a client for requests of one context. All clients of an environment share token and gate. */
export function openDataverseClient(parts: ExchangeParts, context: ClientContext): DataverseClient {
  const { profile, signal } = context;

  const send = async (
    request: Pick<ExchangeRequest, 'operation' | 'method' | 'path' | 'headers' | 'body' | 'alternative'>,
  ): Promise<ExchangeAnswer> => {
    try {
      const { canStart = () => true } = context;
      const answer = await exchange({ ...request, ...LIMITS[profile], profile, signal, canStart }, parts);
      const hint = Number(answer.headers['x-ms-dop-hint'] ?? Number.NaN);
      if (Number.isInteger(hint) && hint > 0) context.onHint?.(hint);
      return answer;
    } catch (error) {
      throw signal?.aborted && !(error instanceof IntegrationError) ? cancelled(error) : error;
    }
  };

  return {
    get: async ({ operation, path, schema, headers = {} }) => {
      const answer = await send({ operation, method: 'GET', path, headers, alternative: 'NONE' });
      if (answer.status < 200 || answer.status > 299) throw integrationErrorFrom(answer);
      return parseAnswer(answer, schema);
    },
    batch: (operation, requests) =>
      sendBatch(operation, requests, {
        send,
        runtime: parts.runtime,
        gate: parts.gate,
        onBatch: context.onBatch ?? (() => undefined),
      }),
    post: ({ operation, path, body }) =>
      send({
        operation,
        method: 'POST',
        path,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        alternative: 'SAFER',
      }),
  };
}

/** The time-out of every request of a drain. */
export const DRAIN_TIMEOUT_MS = 16_000;

const MEGABYTE = 1024 * 1024;

/**
 * A request of a drain must end while its lease certainly lasts, which is twenty seconds: thirty, renewed every
 * ten. What takes longer goes on in Dataverse, and the next try, in smaller requests, meets what it has done.
 */
const LIMITS: Record<RetryProfile, { timeoutMs: number; maxAnswerBytes: number }> = {
  interactive: { timeoutMs: 30_000, maxAnswerBytes: 64 * MEGABYTE },
  background: { timeoutMs: DRAIN_TIMEOUT_MS, maxAnswerBytes: 128 * MEGABYTE },
};

function cancelled(cause: unknown): RetryableIntegrationError {
  return new RetryableIntegrationError({ code: 'CANCELLED', cause });
}
