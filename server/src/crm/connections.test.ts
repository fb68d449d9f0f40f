import { describe, expect, it } from 'vitest';
import { createMemoryProvider, memoryCredentials } from '../../test/harness/memory-crm.ts';
import { systemRuntime } from '../runtime/system-runtime.ts';
import { createConnections, type StoredConnection } from './connections.ts';
import type { ProviderContext } from './provider-definition.ts';
import { createProviderRegistry } from './provider-registry.ts';

describe('connections', () => {
  it('open one port per integration and keep it', () => {
    const { connections, opened } = setUp();
    const first = connections.open(stored());
    expect(connections.open(stored())).toBe(first);
    expect(opened).toEqual(['s-1']);
  });

  it('open a new port for changed credentials', () => {
    const { connections, opened } = setUp();
    const old = connections.open(stored({ credentialsVersion: 1 }));
    const changed = connections.open(stored({ credentialsVersion: 2, credentials: 's-2' }));
    expect(changed).not.toBe(old);
    expect(connections.open(stored({ credentialsVersion: 2 }))).toBe(changed);
    expect(opened).toEqual(['s-1', 's-2']);
  });

  it('keep the newer port when a caller with older credentials comes late', () => {
    const { connections, opened } = setUp();
    const newer = connections.open(stored({ credentialsVersion: 2, credentials: 's-2' }));
    connections.open(stored({ credentialsVersion: 1 }));
    expect(connections.open(stored({ credentialsVersion: 2 }))).toBe(newer);
    expect(opened).toEqual(['s-2', 's-1']);
  });

  it('keep the ports of two integrations apart', () => {
    const { connections } = setUp();
    const first = connections.open(stored());
    expect(connections.open(stored({ id: 'other' }))).not.toBe(first);
  });

  it('forget an integration', () => {
    const { connections, opened } = setUp();
    connections.open(stored());
    connections.forget('i1');
    connections.open(stored());
    expect(opened).toHaveLength(2);
  });

  it('drop the least recently used port when there are too many', () => {
    const { connections, opened } = setUp({ maxOpen: 2 });
    for (const id of ['a', 'b', 'a', 'c', 'a', 'b']) connections.open(stored({ id, credentials: `s-${id}` }));
    expect(opened).toEqual(['s-a', 's-b', 's-c', 's-b']);
  });

  it('do not keep a failure', () => {
    let locked = true;
    const { connections } = setUp({
      credentialsOf: (secret) => {
        if (locked) throw new Error('key unknown');
        return withSecret(secret);
      },
    });
    expect(() => connections.open(stored())).toThrow('key unknown');
    locked = false;
    expect(connections.open(stored())).toBeDefined();
  });

  it('refuse credentials that no longer match the provider’s schema, naming fields and no values', () => {
    const { connections } = setUp({ credentialsOf: () => withSecret('') });
    expect(() => connections.open(stored())).toThrow(
      expect.objectContaining({ code: 'CREDENTIAL_MISSING', params: { fields: ['secret'] } }),
    );
  });

  it('refuse a provider that is not registered', () => {
    const { connections } = setUp();
    expect(() => connections.open(stored({ provider: 'gone' }))).toThrow(
      expect.objectContaining({ code: 'BAD_REQUEST', params: { provider: 'gone' } }),
    );
  });
});

describe('the registry of providers', () => {
  it('finds a provider by its id, and refuses an id used twice', () => {
    const provider = createMemoryProvider();
    const registry = createProviderRegistry([provider]);
    expect(registry.find('memory')).toBe(provider);
    expect(registry.find('gone')).toBeNull();
    expect(registry.descriptors.map(({ id }) => id)).toEqual(['memory']);
    expect(() => createProviderRegistry([provider, provider])).toThrow('same id');
  });
});

function setUp(options: { maxOpen?: number; credentialsOf?: (secret: string) => unknown } = {}) {
  const opened: string[] = [];
  const memory = createMemoryProvider();
  const provider = {
    ...memory,
    open: (credentials: Parameters<typeof memory.open>[0]) => {
      opened.push(credentials.secret);
      return memory.open(credentials, context);
    },
  };
  const { credentialsOf = withSecret, ...rest } = options;
  const connections = createConnections<Stored>({
    providers: createProviderRegistry([provider]),
    context,
    credentialsOf: ({ credentials }) => credentialsOf(credentials),
    ...rest,
  });
  return { connections, opened };
}

function withSecret(secret: string) {
  return { ...memoryCredentials(), secret };
}

const context: ProviderContext = {
  egress: { request: () => Promise.reject(new Error('nothing leaves')), refusal: () => null },
  runtime: systemRuntime,
  throttleStore: { blockedUntil: async () => null, block: async () => {}, clear: async () => {} },
  countTokenRequest: () => {},
  log: () => {},
};

type Stored = StoredConnection & { credentials: string };

function stored(overrides: Partial<Stored> = {}): Stored {
  return { id: 'i1', provider: 'memory', credentialsVersion: 1, credentials: 's-1', ...overrides };
}
