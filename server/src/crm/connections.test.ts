import type { CrmIntegrationPort } from '@goodfunds/shared';
import { describe, expect, it } from 'vitest';
import { systemRuntime } from '../runtime/system-runtime.ts';
import { createConnections, type StoredConnection } from './connections.ts';
import type { ProviderContext } from './crm-provider-definition.ts';
import { createProviderRegistry } from './provider-registry.ts';
import { fakeProvider, idlePort } from './testing/fake-provider.ts';

describe('connections', () => {
  it('open one port for callers at the same time, and keep it', async () => {
    const { connections, opened } = setUp();
    const [first, second] = await Promise.all([connections.open(stored()), connections.open(stored())]);
    expect(await connections.open(stored())).toBe(first);
    expect(second).toBe(first);
    expect(opened).toEqual(['s-1']);
  });

  it('open a new port for changed credentials and drop the old one', async () => {
    const { connections, opened } = setUp();
    const old = await connections.open(stored({ credentialsVersion: 1 }));
    const changed = await connections.open(stored({ credentialsVersion: 2, credentials: 's-2' }));
    expect(changed).not.toBe(old);
    expect(await connections.open(stored({ credentialsVersion: 2 }))).toBe(changed);
    expect(opened).toEqual(['s-1', 's-2']);
  });

  it('do not let a late caller with older credentials push out the newer port', async () => {
    const { connections, opened } = setUp();
    const newer = await connections.open(stored({ credentialsVersion: 2, credentials: 's-2' }));
    await connections.open(stored({ credentialsVersion: 1 }));
    expect(await connections.open(stored({ credentialsVersion: 2 }))).toBe(newer);
    expect(opened).toEqual(['s-2', 's-1']);
  });

  it('keep integrations apart', async () => {
    const { connections } = setUp();
    const first = await connections.open(stored());
    expect(await connections.open(stored({ integrationId: 'other' }))).not.toBe(first);
  });

  it('forget an integration', async () => {
    const { connections, opened } = setUp();
    await connections.open(stored());
    connections.forget('i1');
    await connections.open(stored());
    expect(opened).toHaveLength(2);
  });

  it('drop the port that was not used for longest when there are too many', async () => {
    const { connections, opened } = setUp({ maxOpen: 2 });
    const open = (integrationId: string) =>
      connections.open(stored({ integrationId, credentials: `s-${integrationId}` }));
    for (const id of ['a', 'b', 'a', 'c', 'a', 'b']) await open(id);
    expect(opened).toEqual(['s-a', 's-b', 's-c', 's-b']);
  });

  it('do not keep a failure', async () => {
    let locked = true;
    const { connections } = setUp({
      unseal: (secret) => (locked ? Promise.reject(new Error('key unknown')) : { secret }),
    });
    await expect(connections.open(stored())).rejects.toThrow('key unknown');
    locked = false;
    await expect(connections.open(stored())).resolves.toBeDefined();
  });

  it('reject credentials that no longer suit the provider, naming fields and no values', async () => {
    const { connections } = setUp({ unseal: () => ({ secret: '' }) });
    await expect(connections.open(stored())).rejects.toMatchObject({
      code: 'CREDENTIAL_MISSING',
      params: { fields: ['secret'] },
    });
  });

  it('reject a provider that nobody has', async () => {
    const { connections } = setUp();
    await expect(connections.open(stored({ provider: 'gone' }))).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      params: { provider: 'gone' },
    });
  });
});

describe('the registry of providers', () => {
  it('finds a provider by its id, and refuses an id used twice', () => {
    const provider = fakeProvider(idlePort);
    const registry = createProviderRegistry([provider]);
    expect(registry.find('fake')).toBe(provider);
    expect(registry.find('gone')).toBeNull();
    expect(registry.descriptors.map(({ id }) => id)).toEqual(['fake']);
    expect(() => createProviderRegistry([provider, provider])).toThrow('same id');
  });
});

function setUp(options: { maxOpen?: number; unseal?: (secret: string) => unknown } = {}) {
  const opened: string[] = [];
  const provider = fakeProvider(({ secret }): CrmIntegrationPort => {
    opened.push(secret);
    return idlePort();
  });
  const { unseal = (secret) => ({ secret }), ...rest } = options;
  const connections = createConnections<string>({
    providers: createProviderRegistry([provider]),
    context,
    unseal: ({ credentials }) => unseal(credentials),
    ...rest,
  });
  return { connections, opened };
}

const context: ProviderContext = {
  egress: { request: () => Promise.reject(new Error('nothing leaves')), refusal: () => null },
  runtime: systemRuntime,
  throttleStore: { blockedUntil: async () => null, block: async () => {} },
  log: () => {},
};

function stored(overrides: Partial<StoredConnection<string>> = {}): StoredConnection<string> {
  return { integrationId: 'i1', provider: 'fake', credentialsVersion: 1, credentials: 's-1', ...overrides };
}
