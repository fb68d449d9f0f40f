import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** What happens to one call: `BUSY` is answered 503, `THROTTLED` 429; `CUT` arrives, but its answer never comes. */
export type Mood = 'BUSY' | 'THROTTLED' | 'CUT';

export type BusyProxy = AsyncDisposable & { readonly url: string };

/** Stands before a server and treats the first calls by the given moods, one each; all later ones just pass. */
export async function startBusyProxy(target: string, moods: readonly Mood[]): Promise<BusyProxy> {
  const left = [...moods];
  const server = createServer((request, response) => {
    answer(target, left.shift() ?? null, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was free');
  return {
    url: `http://127.0.0.1:${address.port}`,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function answer(
  target: string,
  mood: Mood | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  if (mood === 'BUSY' || mood === 'THROTTLED') {
    response.writeHead(mood === 'BUSY' ? 503 : 429, { 'retry-after': '1' }).end();
    return;
  }
  const { authorization = '', 'content-type': contentType = '' } = request.headers;
  const passed = await fetch(`${target}${request.url ?? ''}`, {
    method: 'POST',
    headers: { authorization, 'content-type': contentType },
    body,
  });
  const text = await passed.text();
  if (mood === 'CUT') response.destroy();
  else response.writeHead(passed.status, { 'content-type': 'application/json' }).end(text);
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  request.setEncoding('utf8');
  for await (const text of request) body += String(text);
  return body;
}
