import { expect, test } from 'vitest';
import { splitHead } from './multipart.ts';

test('the empty line after the headers of a read can end with the delimiter, as dynamics-web-api frames it', () => {
  const lines = ['GET /api/data/v9.2/contacts HTTP/1.1', 'Accept: application/json'];
  expect(splitHead(`${lines.join('\r\n')}\r\n`)).toEqual({ lines, rest: '' });
  expect(splitHead(`${lines.join('\r\n')}\r\n\r\n`)).toEqual({ lines, rest: '' });
  expect(() => splitHead(lines.join('\r\n'))).toThrow('Stream was not readable');
});
