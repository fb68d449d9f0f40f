import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type MemoryApp, startMemoryApp } from '../../test/harness/app.ts';
import { MAX_BODY_BYTES, MAX_PUSH_BODY_BYTES } from '../api/body-limits.ts';
import {
  MAX_ACCOUNT_BODIES_BYTES,
  MAX_SERVICE_BODIES_BYTES,
  MAX_USERS_BODIES_BYTES,
} from '../security/rate-limits.ts';
import { MIN_REQUEST_BYTES } from './read-body.ts';

const ACCOUNT = 7;
const USER_BODIES = MAX_ACCOUNT_BODIES_BYTES / MAX_BODY_BYTES;
/** Requests beyond the limit. */
const MORE = 5;
const SERVICE_BODIES = MAX_SERVICE_BODIES_BYTES / MAX_PUSH_BODY_BYTES;

describe('bodies that never end', () => {
  let app: MemoryApp;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    app = await startMemoryApp();
  });
  afterEach(async () => {
    await Promise.all(sockets.splice(0).map(async (socket) => await close(socket)));
  });
  afterAll(async () => await app[Symbol.asyncDispose]());

  /** Sends a request but the last byte of its body of this length. */
  const begin = (
    token: string,
    procedure: string,
    length: number,
    { chunked = false, sent = length - 1 } = {},
  ) => {
    const socket = connect(app.server.port, '127.0.0.1');
    sockets.push(socket);
    const framing = chunked ? 'transfer-encoding: chunked' : `content-length: ${length}`;
    socket.write(
      `POST /trpc/${procedure} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\n${framing}\r\n\r\n`,
    );
    if (chunked) socket.write(`${length.toString(16)}\r\n`);
    socket.write(' '.repeat(sent));
    return socket;
  };
  /** Begins that many requests. Returns the answers as they come. */
  const beginAll = (count: number, ...request: Parameters<typeof begin>) => {
    const answers: string[] = [];
    for (let begun = 0; begun < count; begun += 1) {
      begin(...request).once('data', (data) => answers.push(String(data)));
    }
    return answers;
  };
  const listAs = async (accountId: number) => (await app.asUserOf(accountId)('config.list')).status;

  it.each([false, true])(
    'of one account are refused above their common size, and do not affect others, chunked: %s',
    async (chunked) => {
      const token = await app.userToken(ACCOUNT);
      const answers = beginAll(USER_BODIES + MORE, token, 'config.list', MAX_BODY_BYTES, { chunked });
      await expect.poll(() => answers.length).toBe(MORE);
      for (const answer of answers) {
        expect(answer).toMatch(/^HTTP\/1\.1 429 /);
        expect(answer).toMatch(/\r\nretry-after: 1\r\n/i);
        expect(answer).toContain('"code":"TOO_MANY_REQUESTS","retryable":true');
      }
      expect(await listAs(ACCOUNT + 1)).toBe(200);
      expect((await app.asService('config.list', { accountId: ACCOUNT })).status).toBe(200);
    },
  );

  it('count by what has arrived of them, not by the length that they announce', async () => {
    const token = await app.userToken(ACCOUNT);
    beginAll(10 * USER_BODIES, token, 'config.list', MAX_BODY_BYTES, { sent: 1 });
    // Is answered after the others were begun.
    const [data] = (await once(begin(token, 'config.list', MAX_BODY_BYTES + 1), 'data')) as [Buffer];
    expect(String(data)).toMatch(/^HTTP\/1\.1 413 /);
    expect(await listAs(ACCOUNT)).toBe(200);
  });

  it('of one account are limited in number, however short they are', async () => {
    const most = MAX_ACCOUNT_BODIES_BYTES / MIN_REQUEST_BYTES;
    const answers = beginAll(most + MORE, await app.userToken(ACCOUNT), 'config.list', 2);
    await expect.poll(() => answers.length).toBe(MORE);
    for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 429 /);
  });

  it('are accepted again when the connections have closed', async () => {
    beginAll(USER_BODIES, await app.userToken(ACCOUNT), 'config.list', MAX_BODY_BYTES);
    await expect.poll(async () => await listAs(ACCOUNT)).toBe(429);
    await Promise.all(sockets.splice(0).map(async (socket) => await close(socket)));
    await expect.poll(async () => await listAs(ACCOUNT)).toBe(200);
  });

  it('of the host application are refused above their common size, and do not affect users', async () => {
    const answers = beginAll(SERVICE_BODIES + MORE, app.serviceKey, 'sync.push', MAX_PUSH_BODY_BYTES);
    await expect.poll(() => answers.length).toBe(MORE);
    for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 429 /);
    expect(await listAs(ACCOUNT)).toBe(200);
  });

  it('of all users are refused above their common size, and do not affect the host application', async () => {
    const accounts = MAX_USERS_BODIES_BYTES / MAX_ACCOUNT_BODIES_BYTES;
    for (let account = 100; account < 100 + accounts; account += 1) {
      beginAll(USER_BODIES, await app.userToken(account), 'config.list', MAX_BODY_BYTES);
    }
    await expect.poll(async () => await listAs(ACCOUNT)).toBe(429);
    expect((await app.asService('config.list', { accountId: ACCOUNT })).status).toBe(200);
  });

  it('of unknown callers are answered at once, as often as they come', async () => {
    for (let attempt = 0; attempt < SERVICE_BODIES + 1; attempt += 1) {
      const [data] = (await once(begin('nobody', 'sync.push', MAX_PUSH_BODY_BYTES, { sent: 1 }), 'data')) as [
        Buffer,
      ];
      expect(String(data)).toMatch(/^HTTP\/1\.1 401 /);
    }
    expect((await app.asService('config.list', { accountId: ACCOUNT })).status).toBe(200);
  });

  it('above the limit are refused before they are sent', async () => {
    const token = await app.userToken(ACCOUNT);
    const [data] = (await once(begin(token, 'sync.push', MAX_PUSH_BODY_BYTES, { sent: 1 }), 'data')) as [
      Buffer,
    ];
    expect(String(data)).toMatch(/^HTTP\/1\.1 413 /);
  });
});

async function close(socket: Socket): Promise<void> {
  if (socket.closed) return;
  const closed = once(socket, 'close');
  socket.destroy();
  await closed;
}
