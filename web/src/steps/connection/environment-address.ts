import { cleanEnvironmentUrl, type ProviderDescriptor, stripPasted } from '@goodfunds/shared';

/**
 * The origin of a pasted address, always `https`, without path, spaces or the `api` label of the host. `null` where the
 * text is no address, such as an e-mail address.
 */
export function environmentAddress(pasted: string): string | null {
  const cleaned = cleanEnvironmentUrl(withWholeScheme(pasted));
  if (!WEB_WITHOUT_USER.test(cleaned) || !URL.canParse(cleaned)) return null;
  const url = new URL(cleaned);
  const { hostname } = url;
  // `URL` turns any number into a host, so the host must appear in the text.
  const isWritten = cleaned.includes(hostname);
  if (!isWritten || !(hostname.includes('.') || isForDevelopment(url))) return null;
  if (!isForDevelopment(url)) url.protocol = 'https:';
  return url.origin;
}

const WEB_WITHOUT_USER = /^https?:\/\/[^/?#@]+(?:[/?#]|$)/;

/** Repairs `https:/org1…` and `https//org1…`, whose scheme the server would take for a host. */
function withWholeScheme(pasted: string): string {
  return withoutWrapping(pasted).replace(/^(https?):?\/+/i, '$1://');
}

/** Real environments have no port; emulators have one or run on this machine. */
function isForDevelopment({ hostname, port }: URL): boolean {
  return port !== '' || isLoopback(hostname);
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}

type Field = Pick<ProviderDescriptor['credentialFields'][number], 'kind'>;

/** The value of a pasted text. A secret may begin or end with a quotation mark or a bracket. */
export function pastedValue({ kind }: Field, text: string): string {
  return kind === 'SECRET' ? stripPasted(text) : withoutWrapping(text);
}

/** Removes what mails, tables and scripts put around a value: spaces, invisible characters, quotes, brackets. */
export function withoutWrapping(text: string): string {
  return text.replace(/^[\s\p{Cf}\p{Cc}<>"'{}]+|(?<![\s\p{Cf}\p{Cc}<>"'{}])[\s\p{Cf}\p{Cc}<>"'{}]+$/gu, '');
}
