import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { FetchEventSource } from './fetch-event-source.ts';

async function serve(answer: RequestListener) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const withToken = { headers: async () => ({ authorization: 'Bearer fresh' }) };

test('it sends the headers, and resumes after the last event when the connection is lost', async () => {
  const asked: IncomingHttpHeaders[] = [];
  await using server = await serve((request, response) => {
    asked.push(request.headers);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`retry: 5\nid: ${asked.length}\ndata: part ${asked.length}\n\n`);
  });
  const source = new FetchEventSource(server.url, withToken);
  const parts: unknown[] = [];
  await new Promise<void>((resolve) => {
    source.addEventListener('message', (event) => {
      parts.push(event instanceof MessageEvent && event.data);
      if (parts.length === 3) resolve();
    });
  });
  source.close();
  expect(parts).toEqual(['part 1', 'part 2', 'part 3']);
  expect(asked.map((headers) => headers.authorization)).toEqual(Array(3).fill('Bearer fresh'));
  expect(asked.map((headers) => headers['last-event-id'])).toEqual([undefined, '1', '2']);
});

test('the input that tRPC puts into the URL travels in the body of a POST', async () => {
  const received = Promise.withResolvers<unknown>();
  const read = async (request: IncomingMessage) => ({
    method: request.method,
    url: request.url,
    body: Buffer.concat(await request.toArray()).toString(),
  });
  await using server = await serve((request, response) => {
    received.resolve(read(request));
    response.writeHead(200).end('data: done\n\n');
  });
  const source = new FetchEventSource(
    `${server.url}?input=${encodeURIComponent('{"runId":"r&1"}')}`,
    withToken,
  );
  expect(await received.promise).toEqual({ method: 'POST', url: '/', body: '{"runId":"r&1"}' });
  source.close();
});

test('a client error closes it', async () => {
  let asked = 0;
  await using server = await serve((_request, response) => {
    asked += 1;
    response.writeHead(401).end();
  });
  const source = new FetchEventSource(server.url, withToken);
  await once(source, 'error');
  expect(source.readyState).toBe(source.CLOSED);
  expect(asked).toBe(1);
});

test('a busy server is asked again', async () => {
  let asked = 0;
  await using server = await serve((_request, response) => {
    asked += 1;
    if (asked === 1) response.writeHead(503).end();
    else response.writeHead(200).write('data: back\n\n');
  });
  const source = new FetchEventSource(server.url, withToken);
  const events: unknown[] = await once(source, 'message');
  source.close();
  expect(events).toMatchObject([{ data: 'back' }]);
  expect(asked).toBe(2);
});

test('a server that asks for a wait is not asked before', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  let asked = 0;
  await using server = await serve((_request, response) => {
    asked += 1;
    if (asked === 1) response.writeHead(429, { 'retry-after': '7' }).end();
    else response.writeHead(200).write('data: back\n\n');
  });
  const source = new FetchEventSource(server.url, withToken);
  await once(source, 'error');
  const answered = once(source, 'message');
  await vi.advanceTimersByTimeAsync(6_999);
  expect(asked).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(await answered).toMatchObject([{ data: 'back' }]);
  source.close();
});

test('a 401 is retried at once with a new token, and a second one closes it', async () => {
  const asked: (string | undefined)[] = [];
  await using server = await serve((request, response) => {
    asked.push(request.headers.authorization);
    if (asked.length !== 2) response.writeHead(401).end();
    else response.writeHead(200).end('retry: 5\n\ndata: in\n\n');
  });
  let token = 'old';
  const source = new FetchEventSource(server.url, {
    headers: async () => ({ authorization: token }),
    onUnauthorized: () => {
      token = 'fresh';
    },
  });
  await once(source, 'message');
  while (source.readyState !== source.CLOSED) await once(source, 'error');
  expect(asked).toEqual(['old', 'fresh', 'fresh', 'fresh']);
});
