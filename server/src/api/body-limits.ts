import type { IncomingHttpHeaders } from 'node:http';
import { UseCaseError } from '../runtime/use-case-error.ts';
import type { PrincipalKind } from '../security/principal.ts';

/** The largest body of a request that pushes no contacts. */
export const MAX_BODY_BYTES = 512 * 1024;
/** The largest body of the host application with `sync.push`: a thousand contacts with long custom fields. */
export const MAX_PUSH_BODY_BYTES = 8 * 1024 * 1024;

/** The largest body of a request with these calls. */
export function maxBodyBytes(caller: PrincipalKind, procedures: readonly string[]): number {
  return caller === 'service' && procedures.includes('sync.push') ? MAX_PUSH_BODY_BYTES : MAX_BODY_BYTES;
}

/** Refuses a body by its announced length, before any of it is read. */
export function checkBodyLength(headers: IncomingHttpHeaders, maxBytes: number): UseCaseError | null {
  const announcedBytes = Number(headers['content-length'] ?? 0);
  return announcedBytes > maxBytes ? new UseCaseError('PAYLOAD_TOO_LARGE', { maxBytes }) : null;
}
