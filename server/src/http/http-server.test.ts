import { describe, expect, it } from 'vitest';
import { startHttpServer } from './http-server.ts';

describe('closing an HTTP server', () => {
  it('lets a pending request finish, and accepts no new one', async () => {
    const entered = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const server = await startHttpServer(
      (_request, response) => {
        entered.resolve();
        void gate.promise.then(() => response.end('finished'));
      },
      { host: '127.0.0.1', port: 0 },
    );
    const answer = fetch(server.url);
    await entered.promise;
    const closed = server.close(60_000);
    await expect(fetch(server.url)).rejects.toThrow('fetch failed');
    gate.resolve();
    expect(await (await answer).text()).toBe('finished');
    await closed;
  });

  it('ends streams at once and all other requests at the deadline', async () => {
    const entered = new Set<string>();
    const server = await startHttpServer(
      (request, response) => {
        entered.add(String(request.url));
        if (request.url === '/stream') {
          response.setHeader('content-type', 'text/event-stream');
          response.flushHeaders();
        }
      },
      { host: '127.0.0.1', port: 0 },
    );
    const stream = await fetch(`${server.url}/stream`);
    const stuck = fetch(`${server.url}/stuck`);
    await expect.poll(() => entered.size).toBe(2);
    const ends = Promise.allSettled([stream.text(), stuck]);
    await server.close(50);
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('rejects where the address is in use', async () => {
    const first = await startHttpServer(() => {}, { host: '127.0.0.1', port: 0 });
    await expect(startHttpServer(() => {}, { host: '127.0.0.1', port: first.port })).rejects.toThrow(
      'EADDRINUSE',
    );
    await first.close(0);
  });
});
