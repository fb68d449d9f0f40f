import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { ProviderStatus } from '@goodfunds/shared';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ProviderContext } from '../crm/crm-provider-definition.ts';
import { createMicrosoftDynamicsProvider } from '../providers/microsoft-dynamics/provider.ts';
import { systemRuntime } from '../runtime/system-runtime.ts';
import { createEgress } from '../security/egress/create-egress.ts';
import { publicLookup, type ResolvedAddress } from '../security/egress/public-lookup.ts';
import { countSockets } from './testing/count-sockets.ts';

const VECTORS = z
  .record(z.string(), z.array(z.string()))
  .parse(JSON.parse(readFileSync(new URL('./testing/hostile-urls.json', import.meta.url), 'utf8')));
const CASES = Object.entries(VECTORS).flatMap(([why, urls]) => urls.map((url) => ({ why, url })));
const GUID = '11111111-2222-4333-8444-555555555555';
/** What may be asked for at all: the clouds' environments and their authorities. */
const ALLOWED_NAMES =
  /^(?:[a-z0-9-]+\.crm\d*\.dynamics\.com|[a-z0-9-]+\.crm\.(?:microsoftdynamics|appsplatform)\.us|[a-z0-9-]+\.crm\.dynamics\.cn|login\.(?:microsoftonline\.(?:com|us)|partner\.microsoftonline\.cn))$/;
const LOOPBACK: ResolvedAddress = { address: '127.0.0.1', family: 4 };

describe('promise 12: no request leaves for a wrong place', () => {
  const sockets = countSockets();
  const resolved: string[] = [];
  let answerFor: (hostname: string) => ResolvedAddress[] = () => [LOOPBACK];
  let trap: Server;
  let trapped = 0;
  let hostile: Server;
  beforeAll(async () => {
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
  });

  /** A test of the connection as in production, from the text in the form to the socket. */
  const testConnection = async (
    environmentUrl: string,
    { tenantId = GUID, devOrigins = [] }: { tenantId?: string; devOrigins?: string[] } = {},
  ): Promise<ProviderStatus['status'] | 'REFUSED'> => {
    const definition = createMicrosoftDynamicsProvider({
      devOrigins,
      entraAuthority: devOrigins[0] ?? null,
    });
    const given = { tenantId, clientId: GUID, clientSecret: 'secret', environmentUrl };
    const parsed = definition.credentialsSchema.safeParse(given);
    if (!parsed.success) return 'REFUSED';
    const egress = createEgress({
      devOrigins,
      resolve: async (hostname) => {
        resolved.push(hostname);
        return answerFor(hostname);
      },
    });
    const context: ProviderContext = {
      egress,
      runtime: { ...systemRuntime, clock: { ...systemRuntime.clock, sleep: async () => undefined } },
      throttleStore: { blockedUntil: async () => null, block: async () => undefined },
      log: () => undefined,
    };
    const { status } = await definition.open(parsed.data, context).getProviderStatus();
    await egress.close();
    return status;
  };

  it('and the counter sees every connection that is begun', async () => {
    const before = sockets.opened();
    const socket = connect(portOf(trap), '127.0.0.1');
    await once(socket, 'connect');
    socket.destroy();
    expect(sockets.opened() - before).toBe(1);
  });

  it('of at least two hundred hostile addresses', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(200);
  });

  it.each(Object.entries(VECTORS))('whatever the address is: %s', async (_why, urls) => {
    const before = sockets.opened();
    for (const url of urls) {
      expect([url, await testConnection(url)]).toEqual([url, expect.stringMatching(/^(?:DOWN|REFUSED)$/)]);
    }
    expect(resolved.filter((name) => !ALLOWED_NAMES.test(name))).toEqual([]);
    expect(sockets.opened() - before).toBe(0);
  });

  it('however the parts of an address are put together', async () => {
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
    const before = sockets.opened();
    await fc.assert(
      fc.asyncProperty(url, async (address) => {
        expect(await testConnection(address)).not.toBe('UP');
      }),
      { numRuns: 3_000 },
    );
    expect(resolved.filter((name) => !ALLOWED_NAMES.test(name))).toEqual([]);
    expect(sockets.opened() - before).toBe(0);
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
  ])('nor by the tenant %j', async (tenantId) => {
    const before = sockets.opened();
    expect(await testConnection('https://org.crm4.dynamics.com', { tenantId })).toBe('REFUSED');
    expect(sockets.opened() - before).toBe(0);
  });

  it.each<[string, string[]]>([
    ['a private address', ['10.0.0.1']],
    ['this machine', ['127.0.0.1']],
    ['the metadata service', ['169.254.169.254']],
    ['the platform of Azure', ['168.63.129.16']],
    ['this machine, hidden in IPv6', ['::ffff:127.0.0.1']],
    ['a private address behind NAT64', ['64:ff9b::a00:1']],
    ['nothing', []],
  ])('where an allowed name resolves to %s', async (_what, addresses) => {
    answerFor = () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const before = sockets.opened();
    expect(await testConnection('https://org.crm4.dynamics.com')).toBe('DOWN');
    expect(resolved).toContain('login.microsoftonline.com');
    expect(sockets.opened() - before).toBe(0);
  });

  it('where a name changes its mind: the socket is given the answer that was checked, whole or not at all', async () => {
    const answers = [
      [{ address: '20.50.1.1', family: 4 as const }],
      [{ address: '20.50.1.1', family: 4 as const }, LOOPBACK],
    ];
    let asked = 0;
    const lookup = publicLookup(async () => answers[asked++] ?? []);
    const given = await new Promise((resolve, reject) => {
      lookup('org.crm4.dynamics.com', { all: true }, (error, addresses) =>
        error ? reject(error) : resolve(addresses),
      );
    });
    expect([asked, given]).toEqual([1, [{ address: '20.50.1.1', family: 4 }]]);
    await expect(
      new Promise((resolve, reject) => {
        lookup('org.crm4.dynamics.com', { all: true }, (error, addresses) =>
          error ? reject(error) : resolve(addresses),
        );
      }),
    ).rejects.toMatchObject({ failure: 'ADDRESS_NOT_PUBLIC' });
  });

  it.each([301, 302, 303, 307, 308])('where the CRM or Entra redirects by %i', async (status) => {
    hostile.removeAllListeners('request');
    hostile.on('request', (_request, response) => {
      response.writeHead(status, { location: `http://127.0.0.1:${portOf(trap)}/` }).end();
    });
    const origin = `http://127.0.0.1:${portOf(hostile)}`;
    const before = trapped;
    expect(await testConnection(origin, { devOrigins: [origin] })).toBe('DOWN');
    expect(trapped - before).toBe(0);
  });
});

async function listening(onConnection: () => void): Promise<Server> {
  const server = createServer((_request, response) => void response.end());
  server.on('connection', onConnection);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function hostIn(url: string): string {
  return url.replace(/^[a-z]*:\/\//i, '');
}
