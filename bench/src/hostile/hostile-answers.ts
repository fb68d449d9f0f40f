import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

/** The queries for contacts in one `$batch`. */
export type FindRequest = {
  readonly queries: number;
  /** One of the addresses that are searched. */
  readonly email: string;
  readonly origin: string;
};

export type HostileAnswer = (response: ServerResponse, find: FindRequest) => void;

/** How a hostile or broken CRM answers the queries for contacts. */
export const HOSTILE_ANSWERS: Readonly<Record<string, HostileAnswer>> = {
  'an error of 3 MB that looks like tokens': (response) => {
    response.writeHead(500, { 'content-type': 'text/plain' }).end('eyJ'.repeat(1_000_000));
  },
  'pages without end': (response, find) => {
    const nextLink = `${find.origin}/api/data/v9.2/contacts?$skiptoken=${crypto.randomUUID()}`;
    answerFind(response, find, `{"value":[],"@odata.nextLink":"${nextLink}"}`);
  },
  'one page that leads to itself': (response, find) => {
    answerFind(
      response,
      find,
      `{"value":[],"@odata.nextLink":"${find.origin}/api/data/v9.2/contacts?$skiptoken=1"}`,
    );
  },
  '20,000 contacts with one address': (response, find) => {
    const rows = Array.from({ length: 20_000 }, (_, index) => rowJson(index, find.email));
    answerFind(response, find, `{"value":[${rows.join()}]}`);
  },
  '1.6 million malformed rows': (response, find) => answerFind(response, find, MALFORMED_ROWS),
  'malformed rows, 57 MB unpacked': (response) => answerPacked(response, PACKED_ROWS),
  'white space, 200 MB unpacked': (response) => answerPacked(response, PACKED_BLANKS),
  'a value of 100,000 combining marks': (response, find) => {
    answerFind(response, find, `{"value":[${rowJson(1, find.email, `A${'\u0301\u0323'.repeat(50_000)}`)}]}`);
  },
  'half a million brackets': (response, find) => answerFind(response, find, '['.repeat(500_000)),
  'an answer after 20 s': (response, find) => {
    setTimeout(() => answerFind(response, find, '{"value":[]}'), 20_000);
  },
  'a byte a second': (response) => {
    response.writeHead(200, { 'content-type': `multipart/mixed; boundary=${BOUNDARY}` });
    const timer = setInterval(() => response.write('-'), 1_000);
    response.once('close', () => clearInterval(timer));
  },
  'no answer': () => undefined,
  'a closed connection': (response) => void response.destroy(),
  'a redirect': (response) => {
    response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end();
  },
  '429 for ten years': (response) => {
    response.writeHead(429, { 'retry-after': String(10 * 365 * 24 * 3_600) }).end();
  },
  '429 for no time': (response) => {
    response.writeHead(429, { 'retry-after': '0' }).end();
  },
  '503 for a time of 400 digits': (response) => {
    response.writeHead(503, { 'retry-after': '9'.repeat(400) }).end();
  },
};

const BOUNDARY = 'batchresponse_hostile';
const MALFORMED_ROWS = `{"value":[${'{},'.repeat(1_600_000)}{}]}`;

/** The same answer to each query. */
function answerFind(response: ServerResponse, { queries }: FindRequest, json: string): void {
  response.writeHead(200, { 'content-type': `multipart/mixed; boundary=${BOUNDARY}` });
  for (let query = 0; query < queries; query += 1) {
    response.write(`${PART_HEAD}${query === 0 ? json : '{"value":[]}'}\r\n`);
  }
  response.end(`--${BOUNDARY}--\r\n`);
}

const PART_HEAD = [
  `--${BOUNDARY}`,
  'Content-Type: application/http',
  'Content-Transfer-Encoding: binary',
  '',
  'HTTP/1.1 200 OK',
  'Content-Type: application/json; odata.metadata=minimal',
  'OData-Version: 4.0',
  '',
  '',
].join('\r\n');

const PACKED_ROWS = gzipSync(`${PART_HEAD}{"value":[${'{},'.repeat(19_000_000)}{}]}\r\n--${BOUNDARY}--\r\n`);
const PACKED_BLANKS = gzipSync(Buffer.alloc(200_000_000, 0x20));

function answerPacked(response: ServerResponse, packed: Buffer): void {
  const headers = { 'content-type': `multipart/mixed; boundary=${BOUNDARY}`, 'content-encoding': 'gzip' };
  response.writeHead(200, headers).end(packed);
}

function rowJson(index: number, email: string, firstName = 'No'): string {
  return JSON.stringify({
    '@odata.etag': `W/"${index + 1}"`,
    contactid: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    emailaddress1: email,
    firstname: firstName,
    lastname: 'Mail',
    statecode: 0,
    createdon: '2026-01-01T00:00:00Z',
    modifiedon: '2026-01-01T00:00:00Z',
    merged: false,
    _masterid_value: null,
  });
}
