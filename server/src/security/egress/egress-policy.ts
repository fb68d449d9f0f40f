import type { EgressRefusal } from './egress.ts';
import { isPublicAddress, literalAddress } from './public-address.ts';

/** Why a URL may not be requested, its DNS answer apart; `null` when it may. */
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

/** Anchors the pattern itself, so that one anchor forgotten elsewhere opens no hole. */
function matchesWhole(pattern: RegExp, hostname: string): boolean {
  return new RegExp(`^(?:${pattern.source})$`, pattern.flags.replace(/[gmy]/g, '')).test(hostname);
}
