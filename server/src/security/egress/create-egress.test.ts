import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { type ClosableEgress, createEgress } from './create-egress.ts';
import { EgressError, type EgressRequest } from './egress.ts';
import type { ResolvedAddress } from './public-lookup.ts';

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

describe('egress to a real server', () => {
  it('sends method, headers and body, and returns status, lower-case headers and body', async () => {
    const { egress, request } = await start((incoming, response) => {
      response.writeHead(201, { 'X-Thing': 'seen', 'Set-Cookie': ['a=1', 'b=2'] });
      response.write(`${incoming.method} ${incoming.url} ${String(incoming.headers['x-asked'])} `);
      incoming.pipe(response);
    });
    const answer = await egress.request(
      request('/path?a=%C3%A9&b=1', { method: 'PATCH', headers: { 'X-Asked': 'yes' }, body: '{"ä":1}' }),
    );
    expect(answer.status).toBe(201);
    expect(answer.headers['x-thing']).toBe('seen');
    expect(answer.headers['set-cookie']).toBe('a=1, b=2');
    expect(answer.body).toBe('PATCH /path?a=%C3%A9&b=1 yes {"ä":1}');
  });

  it('returns a redirect without following it', async () => {
    const paths: string[] = [];
    const { egress, request } = await start((incoming, response) => {
      paths.push(incoming.url ?? '');
      response.writeHead(302, { Location: '/elsewhere' }).end();
    });
    const answer = await egress.request(request('/'));
    expect([answer.status, answer.headers['location'], paths]).toEqual([302, '/elsewhere', ['/']]);
  });

  it('reuses connections', async () => {
    const ports = new Set<number | undefined>();
    const { egress, request } = await start((incoming, response) => {
      ports.add(incoming.socket.remotePort);
      response.end('ok');
    });
    for (let round = 0; round < 10; round++) await egress.request(request('/'));
    // Two, because the second request can start before the first connection is idle.
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it('requests gzip and decompresses it', async () => {
    const { egress, request } = await start((incoming, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' });
      response.end(gzipSync(`asked for ${incoming.headers['accept-encoding']}: größe`));
    });
    expect((await egress.request(request('/'))).body).toBe('asked for gzip: größe');
  });

  it.each([
    { contentType: 'text/html', status: 500, length: 64 * 1024 },
    { contentType: 'application/json', status: 400, length: 64 * 1024 },
    { contentType: 'multipart/mixed; boundary=b', status: 400, length: 1_000_000 },
    { contentType: 'application/json', status: 200, length: 1_000_000 },
  ])('reads $length characters of a million in $contentType with status $status', async (expected) => {
    const { egress, request } = await start((_incoming, response) => {
      response
        .writeHead(expected.status, { 'Content-Type': expected.contentType })
        .end('x'.repeat(1_000_000));
    });
    expect((await egress.request(request('/'))).body).toHaveLength(expected.length);
  });

  it('never decompresses more than the limit', async () => {
    const { egress, request } = await start((_incoming, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000)));
    });
    const error = await failure(egress.request(request('/', { maxAnswerBytes: 100_000 })));
    expect([error.failure, error.mayHaveArrived]).toEqual(['ANSWER_TOO_LARGE', true]);
  });

  it('stops reading a response without a length at the limit', async () => {
    const { egress, request } = await start((_incoming, response) => {
      const pump = (): void => {
        while (response.write(Buffer.alloc(10_000))) if (response.destroyed) return;
        response.once('drain', pump);
      };
      pump();
    });
    const error = await failure(egress.request(request('/', { maxAnswerBytes: 100_000 })));
    expect([error.failure, error.mayHaveArrived]).toEqual(['ANSWER_TOO_LARGE', true]);
  });

  it('refuses a content length above the limit', async () => {
    const { egress, request } = await start((_incoming, response) => {
      response.writeHead(200, { 'Content-Length': 1_000_000 });
      response.write('only the beginning');
    });
    expect((await failure(egress.request(request('/', { maxAnswerBytes: 100 })))).failure).toBe(
      'ANSWER_TOO_LARGE',
    );
  });

  it('accepts a response of exactly the limit', async () => {
    const { egress, request } = await start((_incoming, response) => response.end('x'.repeat(100)));
    expect((await egress.request(request('/', { maxAnswerBytes: 100 }))).body).toHaveLength(100);
  });

  it('times out without a response, and reports that the request may have arrived', async () => {
    const { egress, request } = await start(() => {});
    const error = await failure(egress.request(request('/', { timeoutMs: 50 })));
    expect([error.failure, error.mayHaveArrived]).toEqual(['TIMED_OUT', true]);
  });

  it('times out where the response never ends', async () => {
    const { egress, request } = await start((_incoming, response) => {
      response.write('and then ');
    });
    expect((await failure(egress.request(request('/', { timeoutMs: 100 })))).failure).toBe('TIMED_OUT');
  });

  it('stops when the caller aborts', async () => {
    const controller = new AbortController();
    const { egress, request } = await start(() => controller.abort(new Error('enough')));
    const error = await failure(egress.request(request('/', { signal: controller.signal })));
    expect([error.failure, error.mayHaveArrived]).toEqual(['ABORTED', true]);
    expect(error.cause).toMatchObject({ message: 'enough' });
  });

  it('sends nothing for a caller that has already aborted', async () => {
    let seen = 0;
    const { egress, request } = await start((_incoming, response) => {
      seen += 1;
      response.end();
    });
    const error = await failure(egress.request(request('/', { signal: AbortSignal.abort() })));
    await egress.request(request('/'));
    expect([error.failure, error.mayHaveArrived, seen]).toEqual(['ABORTED', false, 1]);
  });

  it('reports for a closed connection that the request may have arrived', async () => {
    const { egress, request } = await start((incoming) => incoming.socket.destroy());
    const error = await failure(egress.request(request('/')));
    expect([error.failure, error.mayHaveArrived]).toEqual(['NETWORK', true]);
  });

  it('reports for a refused connection that nothing has arrived', async () => {
    const { egress, request, server } = await start(() => {});
    await closed(server);
    const error = await failure(egress.request(request('/')));
    expect([error.failure, error.mayHaveArrived]).toEqual(['NETWORK', false]);
  });

  it('waits for pending requests before it closes', async () => {
    const arrived = Promise.withResolvers<() => void>();
    const { egress, request } = await start((_incoming, response) =>
      arrived.resolve(() => response.end('late')),
    );
    const answer = egress.request(request('/'));
    const answerLate = await arrived.promise;
    const closing = egress.close();
    answerLate();
    expect((await answer).body).toBe('late');
    await closing;
  });

  it('rejects a response in an encoding that was not requested', async () => {
    const { egress, request } = await start((_incoming, response) => {
      response.writeHead(200, { 'Content-Encoding': 'secret' }).end('?');
    });
    expect((await failure(egress.request(request('/')))).failure).toBe('NETWORK');
  });

  it('rejects a broken gzip', async () => {
    const { egress, request } = await start((_incoming, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('whole').subarray(0, 12));
    });
    expect((await failure(egress.request(request('/')))).failure).toBe('NETWORK');
  });
});

describe('egress and DNS', () => {
  it.each<[string, ResolvedAddress[]]>([
    ['loopback', [{ address: '127.0.0.1', family: 4 }]],
    [
      'one private address among public ones',
      [
        { address: '13.107.42.14', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ],
    ],
    ['a v4-mapped address', [{ address: '::ffff:127.0.0.1', family: 6 }]],
    ['cloud metadata', [{ address: '169.254.169.254', family: 4 }]],
  ])('refuses a name that resolves to %s', async (_title, addresses) => {
    const error = await failure(named(async () => addresses));
    expect([error.failure, error.mayHaveArrived]).toEqual(['ADDRESS_NOT_PUBLIC', false]);
  });

  it('reports an unknown name as not found', async () => {
    const notFound = Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    expect((await failure(named(() => Promise.reject(notFound)))).failure).toBe('HOST_NOT_FOUND');
    expect((await failure(named(async () => []))).failure).toBe('HOST_NOT_FOUND');
  });

  it('reports a failing resolver as a network error', async () => {
    const tryAgain = Object.assign(new Error('try again'), { code: 'EAI_AGAIN' });
    const error = await failure(named(() => Promise.reject(tryAgain)));
    expect([error.failure, error.mayHaveArrived]).toEqual(['NETWORK', false]);
  });

  it('times out where the resolver never answers', async () => {
    const error = await failure(named(() => new Promise(() => {}), { timeoutMs: 50 }));
    expect([error.failure, error.mayHaveArrived]).toEqual(['TIMED_OUT', false]);
  });

  it('resolves a name once, and connects to the address that was checked', async () => {
    let asked = 0;
    // DNS rebinding: a name that resolves to loopback at the second lookup.
    const rebinding = async (): Promise<ResolvedAddress[]> => {
      asked += 1;
      return [{ address: asked === 1 ? '240.0.0.1' : '127.0.0.1', family: 4 }];
    };
    const error = await failure(named(rebinding));
    expect([error.failure, asked]).toEqual(['ADDRESS_NOT_PUBLIC', 1]);
  });

  it('does not resolve a host that is not allowed', async () => {
    const egress = open({ resolve: () => Promise.reject(new Error('asked')) });
    const error = await failure(egress.request({ ...ORDINARY, url: new URL('https://evil.example/') }));
    expect([error.failure, error.mayHaveArrived]).toEqual(['HOST_NOT_ALLOWED', false]);
  });
});

const ORDINARY: Omit<EgressRequest, 'url'> = {
  method: 'GET',
  headers: {},
  allowedHosts: [/^org\.crm4\.dynamics\.com$/],
  timeoutMs: 30_000,
  maxAnswerBytes: 1_000_000,
};

function named(
  resolve: () => Promise<ResolvedAddress[]>,
  overrides: Partial<EgressRequest> = {},
): Promise<unknown> {
  const egress = open({ resolve });
  return egress.request({ ...ORDINARY, url: new URL('https://org.crm4.dynamics.com/'), ...overrides });
}

function open(options: Partial<Parameters<typeof createEgress>[0]>): ClosableEgress {
  const egress = createEgress({ devOrigins: [], ...options });
  cleanups.push(() => egress.close());
  return egress;
}

async function start(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => closed(server));
  const origin = `http://127.0.0.1:${addressOf(server).port}`;
  const egress = open({ devOrigins: [origin] });
  const request = (path: string, overrides: Partial<EgressRequest> = {}): EgressRequest => ({
    ...ORDINARY,
    url: new URL(path, origin),
    ...overrides,
  });
  return { egress, request, server };
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen');
  return address;
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

async function failure(promise: Promise<unknown>): Promise<EgressError> {
  const error: unknown = await promise.then(
    () => new Error('the request did not fail'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof EgressError)) throw error;
  return error;
}
