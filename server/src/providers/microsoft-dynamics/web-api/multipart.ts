import { MAX_ERROR_LENGTH } from '../../../security/egress/send-request.ts';
import { SERVICE_PATH } from './odata.ts';

export type BatchRequest = {
  method: 'GET' | 'PATCH' | 'POST';
  /** Relative to `/api/data/v9.2/`, with the query. */
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: unknown;
};

/** Atomic writes. One that fails answers for all of them. */
export type ChangeSet = { writes: readonly BatchRequest[] };

export type HttpPart = {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
};

export type MultipartAnswer = {
  parts: HttpPart[];
  /** Without the closing boundary the rest was cut off. */
  complete: boolean;
};

/** Dataverse refuses a batch with bare line feeds (0x80048d19). */
const CRLF = '\r\n';

/** The body of a `$batch` request. */
export function writeMultipart(boundary: string, items: readonly (BatchRequest | ChangeSet)[]): string {
  return framed(
    boundary,
    items.map((item, index) =>
      'writes' in item ? writeChangeSet(`${boundary}_${index}`, item) : writePart(item),
    ),
  );
}

function framed(boundary: string, parts: readonly string[]): string {
  return `${parts.map((part) => `--${boundary}${CRLF}${part}`).join('')}--${boundary}--${CRLF}`;
}

function writeChangeSet(boundary: string, { writes }: ChangeSet): string {
  const parts = writes.map((write, index) => `Content-ID: ${index + 1}${CRLF}${writePart(write)}`);
  return [`Content-Type: multipart/mixed; boundary="${boundary}"`, '', framed(boundary, parts)].join(CRLF);
}

/**
 * Reads a `$batch` answer: one part for each request or change set, in order; `null` if it is not multipart. A last
 * part without a boundary after it may be cut off and is left out. Live Dataverse answers a change set, even one
 * that fails, with a multipart inside the part; OASIS allows a bare error as well. Either becomes one part: the
 * failure, or the answer to the first write. Of more than `maxParts` none is read, because parts belong to requests by
 * their order.
 */
export function readMultipart(
  contentType: string | undefined,
  body: string,
  maxParts: number,
): MultipartAnswer | null {
  return readSections(contentType, body, maxParts, (section) => readPart(section) ?? readChangeSet(section));
}

function readSections(
  contentType: string | undefined,
  body: string,
  maxParts: number,
  readSection: (section: string) => HttpPart | null,
): MultipartAnswer | null {
  const boundary = boundaryOf(contentType);
  if (boundary === null) return null;
  // Besides the parts there are the texts before the first and after the last boundary.
  const sections = `${CRLF}${body}`.split(`${CRLF}--${boundary}`, maxParts + 3);
  if (sections.length > maxParts + 2) return { parts: [], complete: false };
  const inner = sections.slice(1, -1);
  const parts: HttpPart[] = [];
  for (const section of inner) {
    const part = readSection(section);
    // Parts belong to requests by their order, so those after an unreadable one cannot be used.
    if (!part) break;
    parts.push(part);
  }
  return {
    parts,
    complete:
      parts.length === inner.length && sections.length > 1 && sections.at(-1)?.startsWith('--') === true,
  };
}

function writePart({ method, path, headers = {}, body }: BatchRequest): string {
  const content = body === undefined ? '' : JSON.stringify(body);
  const lines = [
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    '',
    `${method} ${SERVICE_PATH}${path} HTTP/1.1`,
    'Accept: application/json',
    ...(body === undefined ? [] : ['Content-Type: application/json; type=entry']),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    content,
    '',
  ];
  return lines.join(CRLF);
}

function boundaryOf(contentType: string | undefined): string | null {
  const match = /^\s*multipart\/mixed\s*;(?:.*;)?\s*boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(
    contentType ?? '',
  );
  const boundary = match?.[1] ?? match?.[2] ?? '';
  return boundary === '' || boundary.length > MAX_BOUNDARY_LENGTH ? null : boundary;
}

/** @see https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1 */
const MAX_BOUNDARY_LENGTH = 70;

/** MIME headers, an empty line, a status line, headers, an empty line, the body. */
function readPart(section: string): HttpPart | null {
  const [, http] = splitOnce(section, CRLF + CRLF);
  const message = http === null ? null : splitHead(http);
  if (!message) return null;
  const [statusLine = '', ...headerLines] = message.lines;
  const status = Number(/^HTTP\/\d(?:\.\d)? (\d{3})(?: |$)/.exec(statusLine)?.[1] ?? Number.NaN);
  if (Number.isNaN(status)) return null;
  const length = status >= 400 ? MAX_ERROR_LENGTH : undefined;
  return { status, headers: readHeaders(headerLines), body: message.body.slice(0, length) };
}

function readChangeSet(section: string): HttpPart | null {
  const changeSet = splitHead(section);
  if (!changeSet) return null;
  const contentType = readHeaders(changeSet.lines)['content-type'];
  const answer = readSections(contentType, changeSet.body, MAX_CHANGE_SET_PARTS, readPart);
  if (!answer?.complete) return null;
  return answer.parts.find(({ status }) => status >= 400) ?? answer.parts[0] ?? null;
}

/** Ours have two writes. */
const MAX_CHANGE_SET_PARTS = 10;

/** Dataverse sends some ten lines. */
const MAX_HEAD_LINES = 64;
const MAX_HEAD_LENGTH = 16 * 1024;

/** The lines up to the first empty one, and the rest; `null` if they are more than any real answer has. */
function splitHead(text: string): { lines: string[]; body: string } | null {
  const [head, body] = splitOnce(text, CRLF + CRLF);
  if (head.length > MAX_HEAD_LENGTH) return null;
  const lines = head.split(CRLF);
  return lines.length > MAX_HEAD_LINES ? null : { lines, body: body ?? '' };
}

function readHeaders(lines: readonly string[]): Record<string, string> {
  const entries = lines.flatMap((line): [string, string][] => {
    const [name, value] = splitOnce(line, ':');
    return value === null ? [] : [[name.trim().toLowerCase(), value.trim()]];
  });
  return Object.fromEntries(entries);
}

function splitOnce(text: string, separator: string): [string, string | null] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + separator.length)];
}
