import type { IncomingHttpHeaders } from 'node:http';
import { badRequest, UseCaseError } from '../runtime/use-case-error.ts';
import type { PrincipalKind } from '../security/principal.ts';
import { isCostly } from './rate-limit-rules.ts';

/** The largest body of most requests. */
export const MAX_BODY_BYTES = 512 * 1024;
/** The largest body of the host application with `sync.start`: ten thousand long contact ids. */
export const MAX_START_BODY_BYTES = 2560 * 1024;
/** The largest body of the host application with `sync.push`: a thousand contacts with long custom fields. */
export const MAX_PUSH_BODY_BYTES = 8 * 1024 * 1024;
/** The largest body of a stream, which can stay open for hours. */
export const MAX_STREAM_BODY_BYTES = 8 * 1024;

/** The largest body of a request with these calls. */
export function maxBodyBytes(caller: PrincipalKind, procedures: readonly string[]): number {
  if (procedures.includes('sync.progress')) return MAX_STREAM_BODY_BYTES;
  if (caller === 'user') return MAX_BODY_BYTES;
  if (procedures.includes('sync.push')) return MAX_PUSH_BODY_BYTES;
  return procedures.includes('sync.start') ? MAX_START_BODY_BYTES : MAX_BODY_BYTES;
}

/** Why a request is refused before any of its body is read; `null` if it is not. */
export function refuseByHead(
  headers: IncomingHttpHeaders,
  procedures: readonly string[],
  maxBytes: number,
): UseCaseError | null {
  const [first, second] = procedures.filter(isCostly);
  if (second !== undefined) return badRequest('', `must be sent in separate requests: ${first}, ${second}`);
  if (Number(headers['content-length'] ?? 0) > maxBytes) return tooLarge(maxBytes);
  return null;
}

export function tooLarge(maxBytes: number): UseCaseError {
  return new UseCaseError('PAYLOAD_TOO_LARGE', { maxBytes });
}
