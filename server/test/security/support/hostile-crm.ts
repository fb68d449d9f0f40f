import { DEFAULT_SYNC_RULES, type SyncOptions } from '@goodfunds/shared';
import { IntegrationError } from '../../../src/crm/integration-error.ts';
import { createMicrosoftDynamicsProvider } from '../../../src/providers/microsoft-dynamics/index.ts';
import { systemRuntime } from '../../../src/runtime/system-runtime.ts';
import type { Egress } from '../../../src/security/egress/egress.ts';
import { memoryDirectory } from '../../provider-contract/memory-directory.ts';

/** How an operation on a hostile CRM ended: error code, result, or unexpected error. */
export type End = { operation: string; kind: 'CODE' | 'ANSWER' | 'BROKEN'; says: string };

export type Target = {
  environmentUrl: string;
  authority: string;
  tenantId: string;
  clientId: string;
  clientSecret: string;
};

/** Runs each operation on its own connection, without delays between retries. */
export async function workAgainst(target: Target, egress: Egress): Promise<End[]> {
  const { environmentUrl, authority, tenantId, clientId, clientSecret } = target;
  const definition = createMicrosoftDynamicsProvider({
    devOrigins: [environmentUrl],
    entraAuthority: authority,
  });
  const runtime = { ...systemRuntime, clock: { ...systemRuntime.clock, sleep: async () => undefined } };
  const open = () =>
    definition.open(
      { tenantId, clientId, clientSecret, environmentUrl },
      {
        egress,
        runtime,
        throttleStore: {
          blockedUntil: async () => null,
          block: async () => undefined,
          clear: async () => undefined,
        },
        countTokenRequest: () => undefined,
        log: () => undefined,
      },
    );
  return [
    await ended('status', async () => (await open().getProviderStatus()).checks.map(({ code }) => code)),
    await ended('fields', async () => (await open().getAvailableContactFields()).length),
    await ended('sync', async () =>
      (await open().createOrUpdateContacts(CONTACTS, options())).map(({ outcome }) => outcome),
    ),
  ];
}

const CONTACTS = ['anna', 'berta', 'carla'].map((name) => ({
  id: name,
  email: `${name}@example.org`,
  firstName: name,
}));

function options(): SyncOptions {
  return {
    accountId: 7,
    mapping: { emailaddress1: { field: 'email' }, firstname: { field: 'firstName' } },
    ...DEFAULT_SYNC_RULES,
    directory: memoryDirectory(),
    memoryKey: 'test key',
    dryRun: false,
  };
}

async function ended(operation: string, work: () => Promise<unknown>): Promise<End> {
  try {
    return { operation, kind: 'ANSWER', says: JSON.stringify(await work()) };
  } catch (error) {
    if (error instanceof IntegrationError) return { operation, kind: 'CODE', says: error.code };
    return { operation, kind: 'BROKEN', says: error instanceof Error ? `${error.stack}` : String(error) };
  }
}
