import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type MemoryApp, PANEL_ORIGIN, startMemoryApp } from '../../test/harness/app.ts';

const ACCOUNT = 7;
const MEGABYTE = 1024 * 1024;

describe('the HTTP routes', () => {
  let app: MemoryApp;
  beforeAll(async () => {
    app = await startMemoryApp();
  });
  afterAll(async () => await app[Symbol.asyncDispose]());

  const post = async (procedure: string, body: string, headers: Record<string, string> = {}) =>
    await fetch(`${app.url}/trpc/${procedure}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${app.serviceKey}`,
        'content-type': 'application/json',
        ...headers,
      },
      body,
    });

  /** A push of about this size. */
  const pushOf = (bytes: number): string => {
    const contact = (index: number) => ({ id: `c-${index}`, customFields: { note: 'x'.repeat(90_000) } });
    const contacts = Array.from({ length: Math.ceil(bytes / 90_100) }, (_, index) => contact(index));
    return JSON.stringify({ accountId: ACCOUNT, contacts });
  };

  describe('bodies', () => {
    it('of nearly eight megabytes are accepted, twenty at once', async () => {
      const body = pushOf(7.5 * MEGABYTE);
      const answers = await Promise.all(
        Array.from({ length: 20 }, async () => await post('sync.push', body)),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    });

    it('that are larger are refused in the common error shape', async () => {
      const answer = await post('sync.push', pushOf(8.5 * MEGABYTE));
      expect(answer.status).toBe(413);
      expect(await answer.json()).toMatchObject({
        error: { data: { code: 'PAYLOAD_TOO_LARGE', crm: { code: 'PAYLOAD_TOO_LARGE', retryable: false } } },
      });
    });

    it('of unknown callers are not read', async () => {
      const answer = await post('sync.push', pushOf(8.5 * MEGABYTE), { authorization: 'Bearer nobody' });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    });
  });

  describe('a request that cannot be served', () => {
    const json = { 'content-type': 'application/json' };
    const escaped = 'sync.progress'.replace('.', '%2E');
    const octets = { 'content-type': 'application/octet-stream' };
    const form = { 'content-type': 'application/x-www-form-urlencoded' };

    it.each<[string, string, Record<string, string>, string | null, number, string, string?]>([
      ['POST', '/trpc/sync.push', {}, null, 415, 'BAD_REQUEST', 'content-type: must be application/json'],
      ['POST', '/trpc/sync.push', form, 'a=b', 415, 'BAD_REQUEST', 'content-type: must be application/json'],
      [
        'POST',
        '/trpc/config.list',
        octets,
        '{}',
        415,
        'BAD_REQUEST',
        'content-type: must be application/json',
      ],
      ['POST', '/trpc/sync.push', json, '{', 400, 'BAD_REQUEST', 'is not JSON'],
      ['POST', '/trpc/sync.push', json, null, 400, 'BAD_REQUEST', 'is not JSON'],
      ['POST', '/trpc/sync.push', json, '{}', 400, 'BAD_REQUEST'],
      ['GET', '/trpc/sync.push', {}, null, 405, 'BAD_REQUEST', 'must be called by POST'],
      ['GET', '/trpc/sync.progress?input=%7B%7D', {}, null, 405, 'BAD_REQUEST', 'must be called by POST'],
      ['GET', '/trpc/sync.progress?input=%7B%7D', { accept: 'text/event-stream' }, null, 405, 'BAD_REQUEST'],
      ['GET', `/trpc/${escaped}?input=%7B%7D`, {}, null, 405, 'BAD_REQUEST', 'must be called by POST'],
      ['GET', '/trpc/x/sync.progress?input=%7B%7D', {}, null, 405, 'BAD_REQUEST', 'must be called by POST'],
      ['PUT', '/trpc/sync.push', json, '{}', 405, 'BAD_REQUEST', 'must be called by POST'],
      ['POST', '/trpc/none.such', json, '{}', 404, 'NOT_FOUND'],
      ['POST', '/trpc/%ff', json, '{}', 400, 'BAD_REQUEST'],
      ['POST', `/trpc/${'config.list,'.repeat(21)}x?batch=1`, json, '{}', 400, 'BAD_REQUEST'],
      ['GET', '/nothing', {}, null, 404, 'NOT_FOUND'],
      ['GET', '/panel/nothing.js', {}, null, 404, 'NOT_FOUND'],
      ['GET', '/panel/%ff', {}, null, 404, 'NOT_FOUND'],
      ['GET', '/guides/%ff', {}, null, 404, 'NOT_FOUND'],
      ['POST', '/healthz', {}, null, 404, 'NOT_FOUND'],
    ])(
      'gets an error in JSON, with a code and a request id: %s %s',
      async (method, path, headers, body, status, code, message) => {
        const answer = await fetch(`${app.url}${path}`, {
          method,
          headers: {
            authorization: `Bearer ${app.serviceKey}`,
            'x-request-id': 'refused-1234',
            ...headers,
          },
          body,
        });
        expect(answer.status).toBe(status);
        expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
        expect(answer.headers.get('x-request-id')).toBe('refused-1234');
        const { error } = (await answer.json()) as { error: { message: string; data: object } };
        expect(error.data).toMatchObject({ httpStatus: status, crm: { code, retryable: false } });
        expect(error.message).toBe(message ?? error.message);
      },
    );

    it('gets an error in JSON without authentication as well', async () => {
      const answer = await fetch(`${app.url}/trpc/sync.push`, { method: 'POST' });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([415, 'application/json']);
    });
  });

  describe('other origins', () => {
    it.each([
      [PANEL_ORIGIN, PANEL_ORIGIN],
      ['https://evil.example', null],
    ])('from %s the API may be called: %s', async (origin, allowed) => {
      const preflight = await fetch(`${app.url}/trpc/config.list`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        },
      });
      expect(preflight.headers.get('access-control-allow-origin')).toBe(allowed);
      const answer = await post('config.list', JSON.stringify({ accountId: ACCOUNT }), { origin });
      expect(answer.headers.get('access-control-allow-origin')).toBe(allowed);
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    });
  });

  describe('the panel', () => {
    const SCRIPT = 'goodfunds-crm-settings.es.js';

    it('is at a fixed address, can be loaded into any page, and is sent again only after a change', async () => {
      await writeFile(join(app.panelFolder, SCRIPT), 'export {};');
      const address = `${app.url}/panel/${SCRIPT}`;
      const first = await fetch(address, { headers: { origin: 'https://a.example' } });
      expect(first.status).toBe(200);
      expect(first.headers.get('content-type')).toContain('javascript');
      expect(first.headers.get('access-control-allow-origin')).toBe('*');
      expect(first.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
      const etag = first.headers.get('etag') ?? '';
      // As a browser does; fetch would send `cache-control: no-cache`.
      const again = { headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' } };
      expect((await fetch(address, again)).status).toBe(304);
      await writeFile(join(app.panelFolder, SCRIPT), 'export const changed = true;');
      expect((await fetch(address, again)).status).toBe(200);
    });

    it('cannot be framed, and neither can the API, not even by an allowed origin', async () => {
      await writeFile(join(app.panelFolder, SCRIPT), 'export {};');
      for (const path of [`/panel/${SCRIPT}`, '/healthz']) {
        const { headers } = await fetch(`${app.url}${path}`, { headers: { origin: PANEL_ORIGIN } });
        expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
        expect(headers.get('x-frame-options')).toBe('DENY');
      }
    });

    it('serves no file outside of its folder', async () => {
      await writeFile(join(app.panelFolder, '.env'), 'SECRET=1');
      for (const path of [
        '/panel/../package.json',
        '/panel/%2e%2e/package.json',
        '/panel/..%2fpackage.json',
        '/panel/.env',
      ]) {
        expect(await rawStatus(app.server.port, path)).toMatch(/^HTTP\/1\.1 (?:400|403|404) /);
      }
    });
  });

  describe('health', () => {
    it('reports that the process runs, and whether its parts work', async () => {
      expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
      expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
      vi.spyOn(app.queue, 'isRunning').mockReturnValueOnce(false);
      const answer = await fetch(`${app.url}/readyz`);
      expect(answer.status).toBe(503);
      expect(await answer.json()).toEqual({ status: 'NOT_READY', parts: { store: true, queue: false } });
    });
  });

  describe('requests', () => {
    it('have an id, the caller’s own if it is valid', async () => {
      const withId = async (id: string) =>
        (await fetch(`${app.url}/healthz`, { headers: { 'x-request-id': id } })).headers.get('x-request-id');
      expect(await withId('caller-request-1')).toBe('caller-request-1');
      expect(await withId('<script>')).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('write one line to the log, without unknown paths and queries', async () => {
      app.logLines.length = 0;
      await fetch(`${app.url}/trpc/sync.items?input=anna@example.org`, {
        headers: { 'x-request-id': 'line-one-1' },
      });
      await fetch(`${app.url}/anna@example.org`, { headers: { 'x-request-id': 'line-two-2' } });
      await expect.poll(() => app.logLines.filter((line) => line.includes('"request"'))).toHaveLength(2);
      const written = app.logLines.join('');
      expect(written).toContain(
        '"requestId":"line-one-1","method":"GET","path":"/trpc/sync.items","status":401',
      );
      expect(written).toContain('"path":"OTHER","status":404');
      expect(written).not.toContain('anna');
    });

    it('that fail unexpectedly get an error with the request id of the log', async () => {
      vi.spyOn(app.queue, 'isRunning').mockImplementationOnce(() => {
        throw new Error('hunter2');
      });
      const failed = await fetch(`${app.url}/readyz`, { headers: { 'x-request-id': 'fails-5678' } });
      expect(failed.status).toBe(500);
      expect(await failed.json()).toMatchObject({
        error: { message: 'INTERNAL', data: { crm: { code: 'INTERNAL', requestId: 'fails-5678' } } },
      });
      const lines = app.logLines.filter((line) => line.includes('fails-5678')).join('');
      expect(lines).toContain('unexpected error');
      expect(lines).not.toContain('hunter2');
    });
  });
});

/** The status line for a raw path, which fetch would normalise. */
async function rawStatus(port: number, path: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(socket, 'close');
  return Buffer.concat(chunks).toString().split('\r\n')[0] ?? '';
}
