import type { Request, Response } from 'express';
import { maxBodyBytes, refuseByHead, tooLarge } from '../api/body-limits.ts';
import type { ApiContext } from '../api/context.ts';
import { isCostlyJson, MAX_JSON_CONTAINERS, MAX_JSON_DEPTH } from '../runtime/json.ts';
import { badRequest, tooManyRequests } from '../runtime/use-case-error.ts';

/** What a request holds from its start, because open requests take memory even without a body. */
export const MIN_REQUEST_BYTES = 8 * 1024;
/** The room that a request takes when what it holds is full. */
const STEP_BYTES = 64 * 1024;
const RETRY_AFTER_MS = 1_000;

/**
 * The body of a call as text. Room for it is taken as its bytes arrive, and held until the response is closed. Throws
 * BAD_REQUEST, PAYLOAD_TOO_LARGE, or TOO_MANY_REQUESTS if the caller, or all callers, hold too much.
 */
export async function readBody(
  request: Request,
  response: Response,
  call: Pick<ApiContext, 'rateLimits'> & {
    procedures: readonly string[];
    principal: NonNullable<ApiContext['principal']>;
  },
): Promise<string> {
  const { procedures, principal, rateLimits } = call;
  const maxBytes = maxBodyBytes(principal.kind, procedures);
  const refusal = refuseByHead(request.headers, procedures, maxBytes);
  if (refusal) throw refusal;

  const releases: (() => void)[] = [];
  response.once('close', () => {
    for (const release of releases) release();
  });
  let held = 0;
  const holdMore = (bytes: number): void => {
    // Nothing would release it after the response is closed.
    const release = response.destroyed ? null : rateLimits.holdBody(principal, bytes);
    if (!release) throw tooManyRequests(RETRY_AFTER_MS);
    releases.push(release);
    held += bytes;
  };

  holdMore(MIN_REQUEST_BYTES);
  const chunks: Buffer[] = [];
  let bytes = 0;
  // The connection is still needed for the answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    while (held < bytes) holdMore(Math.min(STEP_BYTES, maxBytes - held));
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString();
  if (isCostlyJson(text)) {
    throw badRequest(
      '',
      `has more than ${MAX_JSON_CONTAINERS} lists and objects, or ${MAX_JSON_DEPTH} levels`,
    );
  }
  return text;
}
