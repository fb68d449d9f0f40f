import { cleanEnvironmentUrl } from '@goodfunds/shared';
import { withoutBlanks } from './pasted.ts';

/**
 * What belongs into the form of whatever address was pasted: the origin, without path, blanks, upper case or the
 * label of the API's host, its scheme mended. `null` where no address is to be seen; a name before the host, as in
 * an e-mail address, is none.
 */
export function environmentAddress(pasted: string): string | null {
  const cleaned = cleanEnvironmentUrl(withWholeScheme(pasted));
  if (!WEB_WITHOUT_USER.test(cleaned) || !URL.canParse(cleaned)) return null;
  const { origin, hostname } = new URL(cleaned);
  // The browser makes a host of any number, too: what it names must be what was written.
  const isWritten = cleaned.includes(hostname);
  return isWritten && (hostname.includes('.') || isLoopback(hostname)) ? origin : null;
}

const WEB_WITHOUT_USER = /^https?:\/\/[^/?#@]+(?:[/?#]|$)/;

/** `https:/org1…` and `https//org1…` are slips; the server would take the scheme for a host. */
function withWholeScheme(pasted: string): string {
  return withoutBlanks(pasted).replace(/^(https?):?\/+/i, '$1://');
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]';
}
