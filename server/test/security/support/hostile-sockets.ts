import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

const MEGABYTE = 1024 * 1024;
const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const bomb = gzipSync(Buffer.alloc(200 * MEGABYTE, 0x20), { level: 9 });

const rows = gzipSync(`{"value":[${'{},'.repeat(20_000_000)}{}]}`);

/** Misbehaviour of a server below the level of HTTP responses. */
export const MISBEHAVIOURS: Readonly<Record<string, (socket: Socket) => void>> = {
  'says nothing': () => undefined,
  'closes at once': (socket) => socket.destroy(),
  'closes half of the connection': (socket) => socket.end(),
  'resets in the middle of a head': (socket) => {
    socket.write('HTTP/1.1 20');
    setImmediate(() => socket.resetAndDestroy());
  },
  'stops in the middle of a head': (socket) => void socket.write(`${HEAD}x-a: `),
  'stops in the middle of a body': (socket) => void socket.write(`${HEAD}content-length: 100\r\n\r\n{"a":`),
  'closes in the middle of a body': (socket) => socket.end(`${HEAD}content-length: 100\r\n\r\n{"a":`),
  'drips a head': (socket) => drip(socket, HEAD.repeat(50)),
  'drips a body': (socket) => drip(socket, `${HEAD}content-length: 9999\r\n\r\n${' '.repeat(9_999)}`),
  'drips chunks for ever': (socket) =>
    drip(socket, `${HEAD}transfer-encoding: chunked\r\n\r\n${'1\r\n \r\n'.repeat(9_999)}`),
  'answers with no HTTP': (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'),
  'answers with bytes': (socket) => socket.end(Buffer.alloc(2_000, 0xff)),
  'answers twice': (socket) =>
    socket.end(`${HEAD}content-length: 2\r\n\r\n{}${HEAD}content-length: 2\r\n\r\n{}`),
  'gives two lengths': (socket) => socket.end(`${HEAD}content-length: 2\r\ncontent-length: 9\r\n\r\n{}`),
  'gives a length and chunks': (socket) =>
    socket.end(`${HEAD}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`),
  'gives a negative length': (socket) => socket.end(`${HEAD}content-length: -5\r\n\r\n{}`),
  'gives a chunk without end': (socket) =>
    void socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\nffffffff\r\n{`),
  'sends a head of two megabytes': (socket) => socket.end(`${HEAD}x-a: ${'x'.repeat(2 * MEGABYTE)}\r\n\r\n`),
  'sends ten thousand headers': (socket) => socket.end(`${HEAD}${'x-a: b\r\n'.repeat(10_000)}\r\n`),
  'promises to continue, again and again': (socket) =>
    socket.end('HTTP/1.1 100 Continue\r\n\r\n'.repeat(10_000)),
  'switches protocols': (socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n'),
  'sends fifty megabytes of nothing': (socket) => pour(socket, Buffer.alloc(MEGABYTE, 0x20), 50),
  'sends fifty megabytes of brackets': (socket) => pour(socket, Buffer.alloc(MEGABYTE, 0x5b), 50),
  'sends fifty megabytes of JSON': (socket) => pour(socket, Buffer.alloc(MEGABYTE, '{"value":[0]} '), 50),
  'sends five megabytes of rows that are none': (socket) =>
    socket.end(`${HEAD}connection: close\r\n\r\n{"value":[${'{},'.repeat(1_600_000)}{}]}`),
  'sends a small file that unpacks to sixty megabytes of rows that are none': (socket) =>
    socket.end(Buffer.concat([gzipHead(rows.length), rows])),
  'sends four hundred megabytes': (socket) => pour(socket, Buffer.alloc(MEGABYTE, 0x20), 400),
  'sends a small file that unpacks to two hundred megabytes': (socket) =>
    socket.end(Buffer.concat([gzipHead(bomb.length), bomb])),
  'sends gzip that is none': (socket) =>
    socket.end(`${HEAD}content-encoding: gzip\r\ncontent-length: 2\r\n\r\n{}`),
  'refuses with megabytes that begin like tokens': (socket) =>
    socket.end(
      `HTTP/1.1 500 Error\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\n${'eyJ'.repeat(MEGABYTE)}`,
    ),
  'asks for a detour': (socket) =>
    socket.end('HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n'),
};

/** A server that misbehaves as soon as it receives the first bytes of a request. */
export async function hostileServer(misbehave: (socket: Socket) => void): Promise<{
  origin: string;
  close(): void;
}> {
  const sockets = new Set<Socket>();
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    // Clients can disconnect at any time.
    socket.on('error', () => socket.destroy());
    socket.once('data', () => misbehave(socket));
    socket.on('data', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** An Entra ID that issues a token to everyone, so that the requests after it can be tested. */
export async function trustingEntra(): Promise<{ origin: string; close(): void }> {
  const body = JSON.stringify({ token_type: 'Bearer', expires_in: 3_599, access_token: 'a.b.c' });
  return await hostileServer((socket) => {
    socket.end(`${HEAD}connection: close\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
  });
}

function gzipHead(bytes: number): Buffer {
  return Buffer.from(`${HEAD}content-encoding: gzip\r\ncontent-length: ${bytes}\r\n\r\n`);
}

function drip(socket: Socket, text: string): void {
  let place = 0;
  const timer = setInterval(() => {
    if (socket.destroyed || place >= text.length) clearInterval(timer);
    else socket.write(text[place++] ?? '');
  }, 5);
}

function pour(socket: Socket, piece: Buffer, times: number): void {
  socket.write(`${HEAD}connection: close\r\n\r\n`);
  let left = times;
  const more = (): void => {
    while (left > 0 && !socket.destroyed) {
      left -= 1;
      if (!socket.write(piece)) {
        socket.once('drain', more);
        return;
      }
    }
    socket.end();
  };
  more();
}
