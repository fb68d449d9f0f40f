import { apiPath } from '../../environment/environment.ts';
import type { ApiRequest } from '../../http/exchange.ts';
import { DataverseError, payloadError } from '../errors.ts';
import type { MultipartPart } from './multipart.ts';
import { boundaryOf, headersOf, partsOf, splitHead } from './multipart.ts';

export interface BatchOperation {
  readonly contentId: string | null;
  readonly request: ApiRequest;
}

export type BatchItem =
  | { readonly type: 'operation'; readonly operation: BatchOperation }
  | { readonly type: 'changeSet'; readonly operations: readonly BatchOperation[] };

const maximumOperations = 1000;
const longestRequestUrl = 65_536;

/** Parses a `$batch` body; a framing error rejects the whole batch. */
export function parseBatch(request: ApiRequest): BatchItem[] {
  const boundary = boundaryOf(request.headers['content-type'] ?? '');
  if (boundary === null) {
    throw payloadError(
      "The content type of a batch request must be 'multipart/mixed' with a 'boundary' parameter",
    );
  }
  const items = partsOf(request.body, boundary).map(itemOf);
  const count = items.reduce(
    (sum, item) => sum + (item.type === 'operation' ? 1 : item.operations.length),
    0,
  );
  if (count > maximumOperations) throw tooMany();
  return items;
}

function itemOf(part: MultipartPart): BatchItem {
  const type = part.headers['content-type'] ?? '';
  if (/^application\/http\b/i.test(type)) return { type: 'operation', operation: operationOf(part) };
  const boundary = boundaryOf(type);
  if (boundary === null) throw payloadError(`The content type '${type}' is not valid for a part of a batch`);
  const operations = partsOf(part.content, boundary).map(changeSetOperation);
  return { type: 'changeSet', operations };
}

function changeSetOperation(part: MultipartPart): BatchOperation {
  const operation = operationOf(part);
  if (operation.contentId === null) {
    throw payloadError(
      "The header with name 'Content-ID' was not present in the header collection of the batch operation",
    );
  }
  if (operation.request.method === 'GET') {
    throw payloadError(
      "An invalid HTTP method 'GET' was detected for a request in a change set. Requests in change sets only support the HTTP methods 'POST', 'PUT', 'DELETE', and 'PATCH'",
    );
  }
  return operation;
}

function operationOf(part: MultipartPart): BatchOperation {
  const { lines, rest } = splitHead(part.content);
  const [requestLine = '', ...headerLines] = lines;
  const match = /^([A-Z]+) (\S+) HTTP\/1\.1$/.exec(requestLine);
  const [, method, url] = match ?? [];
  if (method === undefined || url === undefined) {
    throw payloadError(`The request line '${requestLine}' is not valid. It should be 'METHOD URL HTTP/1.1'`);
  }
  if (url.length > longestRequestUrl) {
    throw new DataverseError(
      400,
      '0x80060888',
      `Invalid URI: The Uri string is too long. At most ${longestRequestUrl} characters are allowed in a batch.`,
    );
  }
  const target = targetOf(url);
  if (target.startsWith(`${apiPath}$batch`))
    throw payloadError('A batch request cannot contain another batch');
  const headers = headersOf(headerLines);
  return {
    contentId: part.headers['content-id'] ?? headers['content-id'] ?? null,
    request: { method, target, headers, body: rest },
  };
}

/** A URL can be absolute, start at the root or with another operation's Content-ID, or be relative to the service. */
function targetOf(url: string): string {
  const path = url.replace(/^https?:\/\/[^/]+/i, '');
  if (path.startsWith('/') || /^\$(?!batch$)\w+(\/|$|\?)/.test(path)) return path;
  return `${apiPath}${path}`;
}

function tooMany() {
  return new DataverseError(
    400,
    '0x80048d19',
    `The current batch message contains too many parts. Only batch messages with a maximum number of '${maximumOperations}' query operations, including changeset operations, are allowed.`,
  );
}
