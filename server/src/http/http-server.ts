import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HttpServer {
  /** `http://127.0.0.1:4010`, with the port that was really taken. */
  readonly url: string;
  readonly port: number;
  /**
   * Takes no new connections, lets requests under way finish, and cuts streams and whatever still runs at the
   * deadline. Streams of progress are cut at once: their clients come back and go on.
   */
  close(deadlineMs: number): Promise<void>;
}

/** Rejects when the address cannot be taken. */
export async function startHttpServer(
  handle: RequestListener,
  { host, port }: { host: string; port: number },
): Promise<HttpServer> {
  const underWay = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    underWay.add(response);
    if (!server.listening) response.setHeader('connection', 'close');
    response.once('close', () => underWay.delete(response));
    handle(request, response);
  });
  // A body of the largest size over a slow line takes its time; the lines of a header do not.
  server.requestTimeout = 120_000;
  server.headersTimeout = 20_000;
  // Longer than the minute for which proxies keep their connections, so that it is never us who close first.
  server.keepAliveTimeout = 65_000;
  await listen(server, host, port);
  const address = server.address() as AddressInfo;
  return {
    url: `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
    port: address.port,
    close: (deadlineMs) => close(server, underWay, deadlineMs),
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

async function close(
  server: Server,
  underWay: ReadonlySet<ServerResponse>,
  deadlineMs: number,
): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  for (const response of underWay) {
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
