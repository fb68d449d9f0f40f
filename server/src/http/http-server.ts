import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type HttpServer = Awaited<ReturnType<typeof startHttpServer>>;

/** Rejects if it cannot listen on the address. */
export async function startHttpServer(
  handle: RequestListener,
  { host, port }: { host: string; port: number },
) {
  const pending = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    pending.add(response);
    if (!server.listening) response.setHeader('connection', 'close');
    response.once('close', () => pending.delete(response));
    handle(request, response);
  });
  // The largest body over a slow connection takes long; headers do not.
  server.requestTimeout = 120_000;
  server.headersTimeout = 20_000;
  // Longer than the 60 seconds of common proxies, so that the proxy closes idle connections first.
  server.keepAliveTimeout = 65_000;
  await listen(server, host, port);
  const address = server.address() as AddressInfo;
  return {
    /** `http://127.0.0.1:4010`, with the actual port. */
    url: `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
    port: address.port,
    close: (deadlineMs: number) => close(server, pending, deadlineMs),
  };
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/**
 * Accepts no new connections, ends event streams at once (their clients reconnect), lets other requests finish, and
 * closes what is still open at the deadline.
 */
async function close(
  server: Server,
  pending: ReadonlySet<ServerResponse>,
  deadlineMs: number,
): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  for (const response of pending) {
    if (isEventStream(response)) response.destroy();
    else response.once('close', () => setImmediate(() => server.closeIdleConnections()));
  }
  server.closeIdleConnections();
  const deadline = setTimeout(() => server.closeAllConnections(), deadlineMs);
  await closed;
  clearTimeout(deadline);
}

export function isEventStream(response: ServerResponse): boolean {
  return String(response.getHeader('content-type')).startsWith('text/event-stream');
}
