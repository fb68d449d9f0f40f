import { cleanEnvironmentUrl } from '@goodfunds/shared';
import { withoutWrapping } from './pasted.ts';

/**
 * What belongs into the form of whatever address was pasted: the origin, without path, blanks, upper case or the label
 * of the API's host, its scheme mended and made `https`. `null` where no address is to be seen; a name before the host, as
 * in an e-mail address, is none.
 */
export function environmentAddress(pasted: string): string | null {
  const cleaned = cleanEnvironmentUrl(withWholeScheme(pasted));
  if (!WEB_WITHOUT_USER.test(cleaned) || !URL.canParse(cleaned)) return null;
  const url = new URL(cleaned);
  const { hostname } = url;
  // The browser makes a host of any number, too: what it names must be what was written.
  const isWritten = cleaned.includes(hostname);
  if (!isWritten || !(hostname.includes('.') || isForDevelopment(url))) return null;
  if (!isForDevelopment(url)) url.protocol = 'https:';
  return url.origin;
}

const WEB_WITHOUT_USER = /^https?:\/\/[^/?#@]+(?:[/?#]|$)/;

/** `https:/org1…` and `https//org1…` are slips; the server would take the scheme for a host. */
function withWholeScheme(pasted: string): string {
  return withoutWrapping(pasted).replace(/^(https?):?\/+/i, '$1://');
}

/** No environment has a port; what is reached without encryption is on this machine or has one. */
function isForDevelopment({ hostname, port }: URL): boolean {
  return port !== '' || isLoopback(hostname);
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}
