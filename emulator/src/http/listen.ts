import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ApiRequest } from './exchange.ts';
import type { Outcome } from './outcome.ts';

type Handle = (request: ApiRequest, isOversized: boolean) => Promise<Outcome>;

export interface ListenOptions {
  readonly port: number;
  /** A larger body is read and discarded; the handler is told that it is oversized. */
  readonly maxBodyBytes: (target: string) => number;
  readonly onError: (cause: unknown) => void;
}

/** The longest allowed URL plus space for the headers. */
const maxHeaderBytes = 256 * 1024;

export interface Listening {
  /** `http://127.0.0.1:4011` */
  readonly origin: string;
  /** Starts serving requests. */
  handle(handle: Handle): void;
  /** Closes all connections and the port. */
  close(): Promise<void>;
}

/** Listens on the loopback interface. */
export async function listen(options: ListenOptions): Promise<Listening> {
  const server = createServer({ maxHeaderSize: maxHeaderBytes, keepAliveTimeout: 75_000, requestTimeout: 0 });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The emulator has no TCP port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    handle: (handle) => {
      server.on('request', (request, response) => {
        serve(options, handle, request, response).catch((cause: unknown) => {
          options.onError(cause);
          if (response.headersSent) response.destroy();
          else response.writeHead(500, { 'Content-Type': 'application/json' }).end(unexpected);
        });
      });
    },
    close: () => close(server),
  };
}

const unexpected = JSON.stringify({
  error: { code: '0x80040216', message: 'An unexpected error occurred.' },
});

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

async function serve(
  options: ListenOptions,
  handle: Handle,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const target = incoming.url ?? '/';
  const body = await readBody(incoming, options.maxBodyBytes(target));
  if (body.type === 'aborted') return;
  const request: ApiRequest = {
    method: incoming.method ?? 'GET',
    target,
    headers: flatHeaders(incoming),
    body: body.type === 'read' ? body.text : '',
  };
  await write(outgoing, await handle(request, body.type === 'oversized'));
}

type Body = { readonly type: 'read'; readonly text: string } | { readonly type: 'oversized' | 'aborted' };

async function readBody(incoming: IncomingMessage, limit: number): Promise<Body> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of incoming) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      size += bytes.length;
      if (size <= limit) chunks.push(bytes);
    }
  } catch {
    // The client has disconnected.
    return { type: 'aborted' };
  }
  return size > limit
    ? { type: 'oversized' }
    : { type: 'read', text: Buffer.concat(chunks).toString('utf8') };
}

function flatHeaders(incoming: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

async function write(outgoing: ServerResponse, outcome: Outcome): Promise<void> {
  switch (outcome.type) {
    case 'drop':
      outgoing.destroy();
      return;
    case 'answer': {
      const { status, headers, body } = outcome.response;
      outgoing.writeHead(status, { ...headers, ...lengthOf(status, Buffer.byteLength(body)) });
      outgoing.end(body);
      return;
    }
    case 'truncated': {
      const { status, headers, body } = outcome.response;
      const bytes = Buffer.from(body);
      outgoing.writeHead(status, { ...headers, ...lengthOf(status, bytes.length) });
      outgoing.write(bytes.subarray(0, outcome.afterBytes), () => outgoing.destroy());
      return;
    }
    case 'stream':
      outgoing.writeHead(200, { 'Content-Type': outcome.contentType });
      await writeAll(outgoing, outcome.chunks);
      return;
    default:
      outcome satisfies never;
  }
}

async function writeAll(outgoing: ServerResponse, chunks: Iterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(chunks, { objectMode: false }), outgoing);
  } catch (cause) {
    // The client stopped reading.
    const code = cause instanceof Error && 'code' in cause ? cause.code : null;
    if (code !== 'ERR_STREAM_PREMATURE_CLOSE') throw cause;
  }
}

function lengthOf(status: number, bytes: number): Record<string, string> {
  return status === 204 || status === 304 ? {} : { 'Content-Length': String(bytes) };
}
