import fc from 'fast-check';
import type { EgressResponse } from '../../../src/security/egress/egress.ts';

/** Changes a valid response. */
export type Damage = (answer: EgressResponse) => EgressResponse;

const body =
  (change: (text: string) => string): Damage =>
  (answer) => ({ ...answer, body: change(answer.body) });

const JUNK: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  '',
  'x'.repeat(5_000),
  [],
  {},
  [[[]]],
  { __proto__: { polluted: 1 } },
  '\u0000\ud800',
];

/** Damage to bytes, JSON, OData, multipart, status and headers. */
export const damages: fc.Arbitrary<Damage> = fc.oneof(
  fc
    .constantFrom('', '{', '[]', 'null', '"', '<html>', '\u0000', '{"value":', '{}')
    .map((text) => body(() => text)),
  fc.constantFrom(100_000).map((depth) => body(() => '['.repeat(depth))),
  fc.constant(body(() => `{"a":`.repeat(20_000))),
  fc.nat(2_000).map((length) => body((text) => text.slice(0, length))),
  fc.tuple(fc.nat(), fc.string({ unit: 'binary', maxLength: 5 })).map(([place, junk]) =>
    body((text) => {
      const at = text.length === 0 ? 0 : place % text.length;
      return text.slice(0, at) + junk + text.slice(at + junk.length);
    }),
  ),
  // Replaces one JSON value, also in a part of a batch.
  fc.tuple(fc.nat(), fc.constantFrom(...JUNK)).map(([which, junk]) =>
    body((text) => {
      const values = [
        ...text.matchAll(/(?<=":)(?:"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null|\[|\{)/g),
      ];
      const chosen = values[which % Math.max(values.length, 1)];
      if (!chosen) return text;
      return text.slice(0, chosen.index) + JSON.stringify(junk) + text.slice(chosen.index + chosen[0].length);
    }),
  ),
  // Removes or repeats one line.
  fc.tuple(fc.nat(), fc.nat(2)).map(([which, times]) =>
    body((text) => {
      const lines = text.split('\r\n');
      const at = which % lines.length;
      return [
        ...lines.slice(0, at),
        ...Array<string>(times).fill(lines[at] ?? ''),
        ...lines.slice(at + 1),
      ].join('\r\n');
    }),
  ),
  fc
    .constantFrom('--', 'boundary', 'HTTP/1.1 999 x', 'Content-ID: -1', 'Content-Length: 5')
    .map((junk) => body((text) => text.replace(/^(?:HTTP\/1\.1 \d+|Content-ID: .*)/m, junk))),
  fc.constant(
    body((text) => text.replaceAll('"value"', '"value":[],"@odata.nextLink":"http://127.0.0.1:9/x","v"')),
  ),
  fc.constant(body((text) => text.replace(/"@odata\.etag":"[^"]*"/g, '"@odata.etag":{"a":1}'))),
  fc.constantFrom(100, 204, 206, 301, 304, 400, 401, 403, 404, 412, 413, 429, 499, 500, 503, 599).map(
    (status): Damage =>
      (answer) => ({ ...answer, status }),
  ),
  fc
    .tuple(
      fc.constantFrom(
        'content-type',
        'retry-after',
        'x-ms-dop-hint',
        'etag',
        'odata-entityid',
        'content-encoding',
      ),
      fc.constantFrom(
        '',
        '-1',
        'NaN',
        '1e999',
        'multipart/mixed',
        'multipart/mixed; boundary=',
        'x'.repeat(9_000),
      ),
    )
    .map(
      ([name, value]): Damage =>
        (answer) => ({ ...answer, headers: { ...answer.headers, [name]: value } }),
    ),
);
