import { boundaryOf, headersOf, partsOf } from '../dataverse/batch/multipart.ts';
import type { Answer, Client } from './client.ts';

export interface Operation {
  readonly method: string;
  /** Below the service root. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly contentId?: string;
}

export interface AnsweredPart {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly contentId: string | null;
  readonly json: unknown;
  /** The operations of a change set. */
  readonly parts: readonly AnsweredPart[];
}

export const continueOnError = { Prefer: 'odata.continue-on-error' };

/** Sends operations and change sets (lists of operations) as one `$batch`. */
export function sendBatch(
  client: Client,
  items: readonly (Operation | readonly Operation[])[],
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return client.send('POST', '$batch', batchBody(items), {
    'Content-Type': 'multipart/mixed; boundary="batch_1"',
    ...headers,
  });
}

export function batchBody(items: readonly (Operation | readonly Operation[])[]): string {
  const parts = items.map((item) => ('method' in item ? operationPart(item) : changeSetPart(item)));
  return framed(parts, 'batch_1');
}

export function answeredParts(answer: Pick<Answer, 'headers' | 'text'>): AnsweredPart[] {
  return answeredIn(answer.text, answer.headers.get('content-type') ?? '');
}

function operationPart({ method, path, body, headers = {}, contentId }: Operation): string {
  const lines = ['Content-Type: application/http', 'Content-Transfer-Encoding: binary'];
  if (contentId !== undefined) lines.push(`Content-ID: ${contentId}`);
  const target = path.startsWith('$') ? path : `/api/data/v9.2/${path}`;
  lines.push('', `${method} ${target} HTTP/1.1`);
  const all = { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers };
  for (const [name, value] of Object.entries(all)) lines.push(`${name}: ${value}`);
  lines.push('', body === undefined ? '' : JSON.stringify(body));
  return lines.join('\r\n');
}

function changeSetPart(operations: readonly Operation[]): string {
  const inner = framed(operations.map(operationPart), 'changeset_1');
  return `Content-Type: multipart/mixed; boundary="changeset_1"\r\n\r\n${inner}`;
}

function framed(parts: readonly string[], boundary: string): string {
  return `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`;
}

function answeredIn(text: string, contentType: string): AnsweredPart[] {
  return partsOf(text, boundaryOf(contentType) ?? '').map(({ headers, content }) => {
    const type = headers['content-type'] ?? '';
    if (type.startsWith('multipart/')) {
      return { status: 200, headers, contentId: null, json: null, parts: answeredIn(content, type) };
    }
    const [head = '', ...body] = content.split('\r\n\r\n');
    const [statusLine = '', ...lines] = head.split('\r\n');
    const json: unknown = body.join('\r\n\r\n').startsWith('{') ? JSON.parse(body.join('\r\n\r\n')) : null;
    return {
      status: Number(statusLine.split(' ')[1]),
      headers: headersOf(lines),
      contentId: headers['content-id'] ?? null,
      json,
      parts: [],
    };
  });
}
