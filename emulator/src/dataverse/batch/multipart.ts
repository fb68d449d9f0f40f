import { payloadError } from '../errors.ts';

export interface MultipartPart {
  /** Names are lower-case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly content: string;
}

/**
 * Splits a multipart body. The framing must use CRLF, as Dataverse requires.
 *
 * @see https://learn.microsoft.com/power-apps/developer/data-platform/webapi/execute-batch-operations-using-web-api
 */
export function partsOf(body: string, boundary: string): MultipartPart[] {
  const delimiter = `--${boundary}`;
  const parts: MultipartPart[] = [];
  let at = openingDelimiter(body, delimiter) + delimiter.length;
  while (!body.startsWith('--', at)) {
    if (!body.startsWith('\r\n', at)) throw notReadable();
    const end = nextDelimiter(body, delimiter, at);
    parts.push(partOf(body.slice(at + 2, Math.max(end, at + 2))));
    at = end + 2 + delimiter.length;
  }
  return parts;
}

/**
 * Headers end at an empty line; every line ends with CRLF. In a part without a body, the CRLF of the empty line can
 * be the one that belongs to the delimiter. dynamics-web-api frames every GET like that, and live servers accept it.
 */
export function splitHead(text: string): { readonly lines: string[]; readonly rest: string } {
  if (text.startsWith('\r\n')) return { lines: [], rest: text.slice(2) };
  const end = `${text}\r\n`.indexOf('\r\n\r\n');
  if (end < 0) throw notReadable();
  const lines = text.slice(0, end).split('\r\n');
  if (lines.some((line) => line.includes('\n') || line.includes('\r'))) throw notReadable();
  return { lines, rest: text.slice(end + 4) };
}

export function headersOf(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 1) throw payloadError(`The header line '${line}' is not valid in a batch request`);
    headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return headers;
}

export function boundaryOf(contentType: string): string | null {
  const match = /^multipart\/mixed\s*;.*?\bboundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(contentType);
  return match?.[1] ?? match?.[2] ?? null;
}

function notReadable() {
  return payloadError('Stream was not readable', 'System.ArgumentException');
}

function openingDelimiter(body: string, delimiter: string): number {
  if (body.startsWith(delimiter)) return 0;
  const at = body.indexOf(`\r\n${delimiter}`);
  if (at < 0) throw notReadable();
  return at + 2;
}

/** Position of the CRLF before the next delimiter. A longer boundary with the same prefix does not count. */
function nextDelimiter(body: string, delimiter: string, from: number): number {
  const needle = `\r\n${delimiter}`;
  let at = body.indexOf(needle, from);
  while (at >= 0) {
    const behind = at + needle.length;
    if (body.startsWith('\r\n', behind) || body.startsWith('--', behind)) return at;
    at = body.indexOf(needle, behind);
  }
  throw notReadable();
}

function partOf(text: string): MultipartPart {
  const { lines, rest } = splitHead(text);
  return { headers: headersOf(lines), content: rest };
}
