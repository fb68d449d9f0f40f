import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type LookupFunction } from 'node:net';
import type { ProviderStatus } from '@goodfunds/shared';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ProviderContext } from '../../src/crm/provider-definition.ts';
import { createMicrosoftDynamicsProvider } from '../../src/providers/microsoft-dynamics/index.ts';
import { systemRuntime } from '../../src/runtime/system-runtime.ts';
import { createEgress } from '../../src/security/egress/create-egress.ts';
import { publicLookup, type ResolvedAddress } from '../../src/security/egress/public-lookup.ts';
import { countSockets } from './support/count-sockets.ts';

const VECTORS = z
  .record(z.string(), z.array(z.string()))
  .parse(JSON.parse(readFileSync(new URL('./support/hostile-urls.json', import.meta.url), 'utf8')));
const CASES = Object.entries(VECTORS).flatMap(([why, urls]) => urls.map((url) => ({ why, url })));
const GUID = '11111111-2222-4333-8444-555555555555';
/** The only names that may be resolved: environments and authorities of the Microsoft clouds. */
const ALLOWED_NAMES =
  /^(?:[a-z0-9-]+\.crm\d*\.dynamics\.com|[a-z0-9-]+\.crm\.(?:microsoftdynamics|appsplatform)\.us|[a-z0-9-]+\.crm\.dynamics\.cn|login\.(?:microsoftonline\.(?:com|us)|partner\.microsoftonline\.cn))$/;
const LOOPBACK: ResolvedAddress = { address: '127.0.0.1', family: 4 };

describe('requests are sent to allowed addresses only', () => {
  const sockets = countSockets();
  const resolved: string[] = [];
  let answerFor: (hostname: string) => ResolvedAddress[] = () => [LOOPBACK];
  let trap: Server;
  let trapped = 0;
  let hostile: Server;
  /** Issues a token to everyone, so that the requests after it are tested as well. */
  let entra: Server;
  let tokenConnections = 0;
  beforeAll(async () => {
    entra = await listening(() => (tokenConnections += 1));
    entra.removeAllListeners('request');
    entra.on('request', (_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ token_type: 'Bearer', expires_in: 3_599, access_token: 'a.b.c' }));
    });
    trap = await listening(() => (trapped += 1));
    hostile = await listening(() => undefined);
  });
  beforeEach(() => {
    resolved.length = 0;
    answerFor = () => [LOOPBACK];
  });
  afterAll(() => {
    sockets.stop();
    trap.close();
    hostile.close();
    entra.close();
  });

  /** A connection test as in production, from the text in the form to the socket. */
  const testConnection = async (
    environmentUrl: string,
    { tenantId = GUID, crm = null }: { tenantId?: string; crm?: string | null } = {},
  ): Promise<ProviderStatus['status'] | 'REFUSED'> => {
    const authority = crm ?? `http://127.0.0.1:${portOf(entra)}`;
    const definition = createMicrosoftDynamicsProvider({
      devOrigins: crm === null ? [] : [crm],
      entraAuthority: authority,
    });
    const given = { tenantId, clientId: GUID, clientSecret: 'secret', environmentUrl };
    const parsed = definition.credentialsSchema.safeParse(given);
    if (!parsed.success) return 'REFUSED';
    const egress = createEgress({
      devOrigins: [authority],
      resolve: async (hostname) => {
        resolved.push(hostname);
        return answerFor(hostname);
      },
    });
    const context: ProviderContext = {
      egress,
      runtime: { ...systemRuntime, clock: { ...systemRuntime.clock, sleep: async () => undefined } },
      throttleStore: {
        blockedUntil: async () => null,
        block: async () => undefined,
        clear: async () => undefined,
      },
      countTokenRequest: () => undefined,
      log: () => undefined,
    };
    const { status } = await definition.open(parsed.data, context).getProviderStatus();
    await egress.close();
    return status;
  };

  it('the test counts every connection that is opened', async () => {
    const before = sockets.opened();
    const socket = connect(portOf(trap), '127.0.0.1');
    await once(socket, 'connect');
    socket.destroy();
    expect(sockets.opened() - before).toBe(1);
  });

  it('the test covers at least two hundred hostile addresses', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(200);
  });

  it.each(Object.entries(VECTORS))('no connection is opened for %s', async (_why, urls) => {
    const before = sockets.opened() - tokenConnections;
    for (const url of urls) {
      expect([url, await testConnection(url)]).toEqual([url, expect.stringMatching(/^(?:DOWN|REFUSED)$/)]);
    }
    expect(resolved.filter((name) => !ALLOWED_NAMES.test(name))).toEqual([]);
    expect(sockets.opened() - tokenConnections - before).toBe(0);
  });

  it('no connection is opened for any combination of address parts', async () => {
    const hosts = [
      ...CASES.map(({ url }) => hostIn(url)),
      'org.crm4.dynamics.com',
      'login.microsoftonline.com',
    ];
    const part = fc.oneof(fc.constantFrom(...hosts), fc.string({ unit: 'binary', maxLength: 8 }));
    const separator = fc.constantFrom(
      '',
      '.',
      '@',
      ':',
      '/',
      '\\',
      '#',
      '?',
      '%00',
      '%2e',
      '\t',
      '。',
      '⁄',
      '[',
      ']',
    );
    const scheme = fc.constantFrom('https://', 'http://', 'https:', '//', 'HTTPS://', '');
    const url = fc.tuple(scheme, part, separator, part, separator, part).map((parts) => parts.join(''));
    const before = sockets.opened() - tokenConnections;
    await fc.assert(
      fc.asyncProperty(url, async (address) => {
        expect(await testConnection(address)).not.toBe('UP');
      }),
      { numRuns: 3_000 },
    );
    expect(resolved.filter((name) => !ALLOWED_NAMES.test(name))).toEqual([]);
    expect(sockets.opened() - tokenConnections - before).toBe(0);
  });

  it.each([
    '../../evil.example',
    'evil.example/..',
    '@evil.example',
    'common/../evil',
    'a.b\\c',
    '%2e%2e',
    'x#y',
    '',
  ])('no connection is opened for the tenant %j', async (tenantId) => {
    const before = sockets.opened();
    expect(await testConnection('https://org.crm4.dynamics.com', { tenantId })).toBe('REFUSED');
    expect(sockets.opened() - before).toBe(0);
  });

  // Only loopback, so that a broken guard would reach no one; other addresses are tested below without a socket.
  it.each<[string, string[]]>([
    ['this machine', ['127.0.0.1']],
    ['this machine by another number', ['127.8.8.8']],
    ['this machine in IPv6', ['::1']],
    ['this machine, hidden in IPv6', ['::ffff:127.0.0.1']],
    ['nothing', []],
  ])('no connection is opened if an allowed name resolves to %s', async (_what, addresses) => {
    answerFor = () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const before = sockets.opened() - tokenConnections;
    expect(await testConnection('https://org.crm4.dynamics.com')).toBe('DOWN');
    expect(resolved).toContain('org.crm4.dynamics.com');
    expect(sockets.opened() - tokenConnections - before).toBe(0);
  });

  it.each([
    ['10.0.0.1'],
    ['172.16.0.1'],
    ['192.168.0.1'],
    ['169.254.169.254'],
    ['168.63.129.16'],
    ['100.64.0.1'],
    ['0.0.0.0'],
    ['255.255.255.255'],
    ['fd00:ec2::254'],
    ['fe80::1'],
    ['64:ff9b::a00:1'],
    ['2002:a00:1::'],
    ['20.50.1.1', '192.168.0.1'],
    ['192.168.0.1', '20.50.1.1'],
  ])('no socket gets an address if an allowed name resolves to %s %s', async (...addresses) => {
    const resolve = async () =>
      addresses.map((address): ResolvedAddress => ({ address, family: address.includes(':') ? 6 : 4 }));
    await expect(lookUp(publicLookup(resolve))).rejects.toMatchObject({ failure: 'ADDRESS_NOT_PUBLIC' });
  });

  it('the socket gets exactly the DNS answer that was checked, even if the next answer differs', async () => {
    const checked: ResolvedAddress = { address: '20.50.1.1', family: 4 };
    const answers = [[checked], [checked, LOOPBACK]];
    let asked = 0;
    const lookup = publicLookup(async () => answers[asked++] ?? []);
    expect(await lookUp(lookup)).toEqual([checked]);
    expect(asked).toBe(1);
    await expect(lookUp(lookup)).rejects.toMatchObject({ failure: 'ADDRESS_NOT_PUBLIC' });
  });

  it.each([301, 302, 303, 307, 308])(
    'a redirect by the CRM or Entra with %i is not followed',
    async (status) => {
      hostile.removeAllListeners('request');
      hostile.on('request', (_request, response) => {
        response.writeHead(status, { location: `http://127.0.0.1:${portOf(trap)}/` }).end();
      });
      const origin = `http://127.0.0.1:${portOf(hostile)}`;
      const before = trapped;
      expect(await testConnection(origin, { crm: origin })).toBe('DOWN');
      expect(trapped - before).toBe(0);
    },
  );
});

async function listening(onConnection: () => void): Promise<Server> {
  const server = createServer((_request, response) => void response.end());
  server.on('connection', onConnection);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** Resolves a name as a socket does. */
async function lookUp(lookup: LookupFunction): Promise<unknown> {
  return await new Promise((resolve, reject) => {
    lookup('org.crm4.dynamics.com', { all: true }, (error, addresses) =>
      error ? reject(error) : resolve(addresses),
    );
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function hostIn(url: string): string {
  return url.replace(/^[a-z]*:\/\//i, '');
}
