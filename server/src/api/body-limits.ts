import type { IncomingHttpHeaders } from 'node:http';
import { badRequest, tooManyRequests, UseCaseError } from '../runtime/use-case-error.ts';
import type { PrincipalKind } from '../security/principal.ts';
import type { ApiContext } from './context.ts';
import { isCostly } from './rate-limit-rules.ts';

/** The largest body of most requests. */
export const MAX_BODY_BYTES = 512 * 1024;
/** The largest body of the host application with `sync.start`: ten thousand long contact ids. */
export const MAX_START_BODY_BYTES = 2560 * 1024;
/** The largest body of the host application with `sync.push`: a thousand contacts with long custom fields. */
export const MAX_PUSH_BODY_BYTES = 8 * 1024 * 1024;

/** What a request counts at least, because open requests take memory even without a body. */
export const MIN_REQUEST_BYTES = 8 * 1024;

/** The largest body of a request with these calls. */
export function maxBodyBytes(caller: PrincipalKind, procedures: readonly string[]): number {
  if (caller === 'user') return MAX_BODY_BYTES;
  if (procedures.includes('sync.push')) return MAX_PUSH_BODY_BYTES;
  return procedures.includes('sync.start') ? MAX_START_BODY_BYTES : MAX_BODY_BYTES;
}

export type BodyAdmission = {
  refusal: UseCaseError | null;
  maxBytes: number;
  /** To be called when the request is answered; `null` if nothing of the body may be read. */
  release: (() => void) | null;
};

/** Decides on a body before any of it is read. One without an announced length counts as the largest. */
export function admitBody(
  { headers, procedures }: { headers: IncomingHttpHeaders; procedures: readonly string[] },
  { principal, rateLimits }: Pick<ApiContext, 'principal' | 'rateLimits'>,
): BodyAdmission {
  // The procedure refuses an unknown caller.
  if (!principal) return { refusal: null, maxBytes: 0, release: null };
  const maxBytes = maxBodyBytes(principal.kind, procedures);
  const [first, second] = procedures.filter(isCostly);
  if (second !== undefined) {
    const refusal = badRequest('', `must be sent in separate requests: ${first}, ${second}`);
    return { refusal, maxBytes, release: null };
  }
  const isAnnounced = headers['transfer-encoding'] === undefined;
  const bytes = isAnnounced ? Number(headers['content-length'] ?? 0) : maxBytes;
  if (bytes > maxBytes) {
    return { refusal: new UseCaseError('PAYLOAD_TOO_LARGE', { maxBytes }), maxBytes, release: null };
  }
  const release = rateLimits.holdBody(principal, Math.max(bytes, MIN_REQUEST_BYTES));
  return { refusal: release ? null : tooManyRequests(BODY_RETRY_AFTER_MS), maxBytes, release };
}

const BODY_RETRY_AFTER_MS = 1_000;
