import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** `BUSY` responds 503, `THROTTLED` 429; `CUT` forwards the call and drops the response. */
export type ProxyFailure = 'BUSY' | 'THROTTLED' | 'CUT';

export type BusyProxy = AsyncDisposable & { readonly url: string };

/** A proxy that fails the first calls as given, one each, and forwards all later ones. */
export async function startBusyProxy(target: string, failures: readonly ProxyFailure[]): Promise<BusyProxy> {
  const remaining = [...failures];
  const server = createServer((request, response) => {
    respond(target, remaining.shift() ?? null, request, response).catch((error: unknown) => {
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

async function respond(
  target: string,
  failure: ProxyFailure | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  if (failure === 'BUSY' || failure === 'THROTTLED') {
    response.writeHead(failure === 'BUSY' ? 503 : 429, { 'retry-after': '1' }).end();
    return;
  }
  const { authorization = '', 'content-type': contentType = '' } = request.headers;
  const passed = await fetch(`${target}${request.url ?? ''}`, {
    method: 'POST',
    headers: { authorization, 'content-type': contentType },
    body,
  });
  const text = await passed.text();
  if (failure === 'CUT') response.destroy();
  else response.writeHead(passed.status, { 'content-type': 'application/json' }).end(text);
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  request.setEncoding('utf8');
  for await (const text of request) body += String(text);
  return body;
}
