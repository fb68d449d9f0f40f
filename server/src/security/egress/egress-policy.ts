import type { EgressRefusal } from './egress.ts';
import { isPublicAddress, literalAddress } from './public-address.ts';

/** Why a URL is refused, without resolving its name; `null` where it is allowed. */
export function refuseUrl(
  url: URL,
  allowedHosts: readonly RegExp[],
  devOrigins: ReadonlySet<string>,
): EgressRefusal | null {
  if (url.username !== '' || url.password !== '') return 'USER_INFO';
  if (devOrigins.has(url.origin)) return null;
  if (url.protocol !== 'https:') return 'NOT_HTTPS';
  if (url.port !== '') return 'PORT';
  if (!allowedHosts.some((pattern) => matchesWhole(pattern, url.hostname))) return 'HOST_NOT_ALLOWED';
  const address = literalAddress(url.hostname);
  return address !== null && !isPublicAddress(address) ? 'ADDRESS_NOT_PUBLIC' : null;
}

/** Anchors the pattern, so that a missing anchor elsewhere allows no other host. */
function matchesWhole(pattern: RegExp, hostname: string): boolean {
  return new RegExp(`^(?:${pattern.source})$`, pattern.flags.replace(/[gmy]/g, '')).test(hostname);
}
