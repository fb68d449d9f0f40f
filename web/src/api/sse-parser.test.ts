import { expect, test } from 'vitest';
import { createSseParser } from './sse-parser.ts';

const stream = 'event: connected\ndata: {}\n\nid: 7\ndata: {"a":\ndata: 1}\r\n\r\n: ping\n\ndata:x\n\n';
const events = [
  { type: 'connected', data: '{}', lastEventId: '' },
  { type: 'message', data: '{"a":\n1}', lastEventId: '7' },
  { type: 'message', data: 'x', lastEventId: '7' },
];

test('events are read from lines, several data lines joined, comments and empty events left out', () => {
  expect(createSseParser().push(stream)).toEqual(events);
});

test('it does not matter where the stream is cut', () => {
  for (let size = 1; size < stream.length; size += 1) {
    const parser = createSseParser();
    const pieces = stream.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
    expect(pieces.flatMap((piece) => parser.push(piece))).toEqual(events);
  }
});

test('the wait that the server asks for is kept, nonsense is not', () => {
  const parser = createSseParser();
  parser.push('retry: 2500\n\nretry: soon\n\n');
  expect(parser.retryMs).toBe(2500);
});
