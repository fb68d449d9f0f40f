import { IntegrationError, RetryableIntegrationError } from '../../crm/integration-error.ts';
import { type BatchReport, sendBatch } from './batch.ts';
import { type DataverseClient, parseAnswer } from './dataverse-client.ts';
import { integrationErrorFrom } from './dataverse-errors.ts';
import { type ExchangeAnswer, type ExchangeParts, type ExchangeRequest, exchange } from './exchange.ts';
import type { Patience } from './retry-decision.ts';

export type Conversation = {
  patience: Patience;
  signal?: AbortSignal | undefined;
  /** Told about every `$batch` that was answered, so that its size can follow what the server can take. */
  onBatch?: (report: BatchReport) => void;
};

/** Opens a conversation with the environment. All conversations of an environment share token and gate. */
export function openDataverseClient(parts: ExchangeParts, conversation: Conversation): DataverseClient {
  const { patience, signal } = conversation;

  const send = async (
    request: Omit<ExchangeRequest, 'patience' | 'signal' | 'timeoutMs' | 'maxAnswerBytes'>,
  ): Promise<ExchangeAnswer> => {
    try {
      return await exchange({ ...request, ...LIMITS[patience], patience, signal }, parts);
    } catch (error) {
      throw signal?.aborted && !(error instanceof IntegrationError) ? cancelled(error) : error;
    }
  };

  return {
    get: async ({ operation, path, schema, headers = {} }) => {
      const answer = await send({ operation, method: 'GET', path, headers });
      if (answer.status < 200 || answer.status > 299) throw integrationErrorFrom(answer);
      return parseAnswer(answer, schema);
    },
    batch: (operation, requests) =>
      sendBatch(operation, requests, {
        send,
        runtime: parts.runtime,
        gate: parts.gate,
        onBatch: conversation.onBatch ?? (() => undefined),
      }),
  };
}

const MEGABYTE = 1024 * 1024;

/** Microsoft's own client gives a request four minutes; a synchronous plug-in may take two (reference, section 8). */
const LIMITS: Record<Patience, { timeoutMs: number; maxAnswerBytes: number }> = {
  INTERACTIVE: { timeoutMs: 30_000, maxAnswerBytes: 64 * MEGABYTE },
  DRAIN: { timeoutMs: 150_000, maxAnswerBytes: 128 * MEGABYTE },
};

function cancelled(cause: unknown): RetryableIntegrationError {
  return new RetryableIntegrationError({ code: 'CANCELLED', cause });
}
