import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_ERROR_LENGTH } from '../../../security/egress/send-request.ts';
import { readMultipart, writeMultipart } from './multipart.ts';

const CONTENT_TYPE = 'multipart/mixed; boundary=batchresponse_1';

describe('a batch request', () => {
  test('is framed as Dataverse requires, with CRLF everywhere', () => {
    const body = writeMultipart('batch_1', [
      { method: 'GET', path: 'contacts?$top=1' },
      {
        method: 'PATCH',
        path: 'contacts(1)',
        headers: { 'If-Match': 'W/"7"' },
        body: { jobtitle: 'Ärztin' },
      },
    ]);
    expect(body.split('\r\n')).toEqual([
      '--batch_1',
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      '',
      'GET /api/data/v9.2/contacts?$top=1 HTTP/1.1',
      'Accept: application/json',
      '',
      '',
      '--batch_1',
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      '',
      'PATCH /api/data/v9.2/contacts(1) HTTP/1.1',
      'Accept: application/json',
      'Content-Type: application/json; type=entry',
      'If-Match: W/"7"',
      '',
      '{"jobtitle":"Ärztin"}',
      '--batch_1--',
      '',
    ]);
  });

  test('cannot be broken by any value, because JSON contains no line break', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 6 }), (values) => {
        const body = writeMultipart(
          'b',
          values.map((value) => ({ method: 'PATCH', path: 'contacts(1)', body: { value } })),
        );
        expect(body.match(/^--b$/gm) ?? []).toHaveLength(values.length);
        expect(body.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      }),
    );
  });
});

const MAX_PARTS = 10;

const partArbitrary = fc.record({
  status: fc.integer({ min: 100, max: 599 }),
  headers: fc.dictionary(fc.stringMatching(/^[a-z][a-z-]{0,10}$/), fc.stringMatching(/^[\x21-\x7e]{0,10}$/)),
  body: fc.json().map((json) => json.replaceAll('batchresponse_1', '')),
});

describe('a batch answer', () => {
  test('is read back as its parts, in order', () => {
    fc.assert(
      fc.property(fc.array(partArbitrary, { minLength: 1, maxLength: 8 }), (parts) => {
        const read = readMultipart(CONTENT_TYPE, answer(parts), MAX_PARTS);
        expect(read?.complete).toBe(true);
        expect(read?.parts.map((part) => ({ ...part, headers: { ...part.headers } }))).toEqual(
          parts.map((part) => ({ ...part, headers: { ...part.headers } })),
        );
      }),
    );
  });

  test('that is cut off anywhere has its first parts and is not complete', () => {
    fc.assert(
      fc.property(fc.array(partArbitrary, { minLength: 1, maxLength: 5 }), fc.nat(), (parts, seed) => {
        const whole = answer(parts);
        const cut = whole.slice(0, seed % (whole.length - '--\r\n'.length));
        const read = readMultipart(CONTENT_TYPE, cut, MAX_PARTS);
        expect(read?.complete).toBe(false);
        expect(read?.parts).toEqual(
          readMultipart(CONTENT_TYPE, whole, MAX_PARTS)?.parts.slice(0, read?.parts.length),
        );
      }),
    );
  });

  test('with an unreadable part has only the parts before it, because the order assigns them to requests', () => {
    const first = { status: 200, headers: {}, body: '' };
    const last = { status: 204, headers: {}, body: '' };
    const sections = [part(first), 'Content-Type: text/html\r\n\r\n<html></html>', part(last)];
    expect(readMultipart(CONTENT_TYPE, framed('batchresponse_1', sections), MAX_PARTS)).toEqual({
      complete: false,
      parts: [first],
    });
  });

  test('with more parts than requests has none', () => {
    const parts = Array.from({ length: 3 }, () => ({ status: 204, headers: {}, body: '' }));
    expect(readMultipart(CONTENT_TYPE, answer(parts), 3)?.parts).toHaveLength(3);
    expect(readMultipart(CONTENT_TYPE, answer(parts), 2)).toEqual({ complete: false, parts: [] });
  });

  test('has its errors cut at the length of any other error, and its results whole', () => {
    const body = 'x'.repeat(MAX_ERROR_LENGTH + 1);
    const parts = [200, 400, 503].map((status) => ({ status, headers: {}, body }));
    const read = readMultipart(CONTENT_TYPE, answer(parts), MAX_PARTS);
    expect(read?.parts.map((each) => each.body.length)).toEqual([
      MAX_ERROR_LENGTH + 1,
      MAX_ERROR_LENGTH,
      MAX_ERROR_LENGTH,
    ]);
  });

  test.each([
    ['more lines', 'x:\r\n'.repeat(64)],
    ['longer lines', `x: ${'x'.repeat(16 * 1024)}\r\n`],
  ])('with %s in the head of a part than any real one is not read from there on', (_how, lines) => {
    const small = { status: 200, headers: {}, body: '' };
    const large = part(small).replace('Reason\r\n', `Reason\r\n${lines}`);
    for (const section of [large, lines + nested([small])]) {
      const body = framed('batchresponse_1', [part(small), section, part(small)]);
      expect(readMultipart(CONTENT_TYPE, body, MAX_PARTS)).toEqual({ complete: false, parts: [small] });
    }
  });

  test('with a boundary that is longer than the standard allows is not read', () => {
    const body = framed('b'.repeat(71), [part({ status: 204, headers: {}, body: '' })]);
    expect(readMultipart(`multipart/mixed; boundary=${'b'.repeat(71)}`, body, MAX_PARTS)).toBeNull();
  });

  test.each([
    ['application/json; odata.metadata=minimal', '{"error":{}}'],
    ['text/html', '<html></html>'],
    [undefined, ''],
  ])('is not read from another content type: %s', (contentType, body) => {
    expect(readMultipart(contentType, body, MAX_PARTS)).toBeNull();
  });

  test.each(['multipart/mixed; boundary="b 1"', 'Multipart/Mixed; charset=utf-8; boundary="b 1"'])(
    'can have its boundary in quotes and after other parameters: %s',
    (contentType) => {
      const body =
        '--b 1\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n\r\n--b 1--\r\n';
      expect(readMultipart(contentType, body, MAX_PARTS)).toEqual({
        complete: true,
        parts: [{ status: 204, headers: {}, body: '' }],
      });
    },
  );
});

describe('the answer to a change set', () => {
  const refusal = { status: 404, headers: { req_id: '7' }, body: '{"error":{"code":"0x80040217"}}' };
  const created = { status: 204, headers: {}, body: '' };

  test.each([
    ['a failure inside a multipart of its own', nested([refusal]), refusal],
    ['a failure among other answers', nested([created, refusal]), refusal],
    ['a success', nested([created, created]), created],
    ['a bare failure', part(refusal), refusal],
  ])('is one part: %s', (_form, section, expected) => {
    const body = framed('batchresponse_1', [part(created), section, part(created)]);
    const read = readMultipart(CONTENT_TYPE, body, MAX_PARTS);
    expect(read).toEqual({ complete: true, parts: [created, expected, created] });
  });

  test.each([
    ['cut off', nested([refusal]).replace('--changesetresponse_1--', '')],
    ['empty', nested([])],
    ['nested twice', nested([refusal]).replace(part(refusal), nested([refusal]))],
  ])('that is %s makes the whole answer incomplete', (_form, section) => {
    const read = readMultipart(CONTENT_TYPE, framed('batchresponse_1', [section]), MAX_PARTS);
    expect(read).toEqual({ complete: false, parts: [] });
  });
});

type Answered = { status: number; headers: Record<string, string>; body: string };

function answer(parts: readonly Answered[]): string {
  return framed('batchresponse_1', parts.map(part));
}

function nested(parts: readonly Answered[]): string {
  const inner = framed('changesetresponse_1', parts.map(part));
  return ['Content-Type: multipart/mixed; boundary=changesetresponse_1', '', inner].join('\r\n');
}

function framed(boundary: string, sections: readonly string[]): string {
  return `${sections.map((section) => `--${boundary}\r\n${section}\r\n`).join('')}--${boundary}--\r\n`;
}

function part({ status, headers, body }: Answered): string {
  return [
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    '',
    `HTTP/1.1 ${status} Reason`,
    ...Object.entries(headers).map(([name, value]) => `${name.toUpperCase()}: ${value}`),
    '',
    body,
  ].join('\r\n');
}
