import type { Integration, IntegrationWithHealth } from '@goodfunds/shared';
import type { MemoryApp } from './app.ts';
import { dataOf, type HttpCall } from './http-client.ts';
import { memoryCredentials } from './memory-crm.ts';

type Refusal = { status: number; code: unknown; params: Record<string, unknown> | undefined };

export type IntegrationCalls = {
  asUser: HttpCall;
  /** Credentials that the CRM in memory accepts, with changes. */
  credentials(changes?: Record<string, string | null>): Record<string, string | null>;
  create(changes?: Record<string, string | null>, call?: HttpCall): Promise<Integration>;
  get(integrationId: string): Promise<IntegrationWithHealth>;
  update(integration: Integration, changes: object, call?: HttpCall): Promise<Integration>;
  /** The error of a call that must be refused. */
  refusal(procedure: string, input: object): Promise<Refusal>;
  refusedUpdate(integration: Integration, changes: object): Promise<Refusal>;
};

/** Calls of a user with integrations of the CRM in memory. */
export function integrationCalls(app: MemoryApp, accountId: number): IntegrationCalls {
  const asUser = app.asUserOf(accountId);
  const calls: IntegrationCalls = {
    asUser,
    credentials: (changes = {}) => ({ ...memoryCredentials(), ...changes }),
    create: async (changes = {}, call = asUser) =>
      await dataOf(call('config.create', { provider: 'memory', credentials: calls.credentials(changes) })),
    get: async (integrationId) => await dataOf(asUser('config.get', { integrationId })),
    update: async ({ id, version }, changes, call = asUser) =>
      await dataOf(call('config.update', { integrationId: id, version, ...changes })),
    refusal: async (procedure, input) => {
      const { status, body } = await asUser(procedure, input);
      const crm = body.error?.data.crm;
      return { status, code: crm?.['code'], params: crm?.['params'] as Refusal['params'] };
    },
    refusedUpdate: async ({ id, version }, changes) =>
      await calls.refusal('config.update', { integrationId: id, version, ...changes }),
  };
  return calls;
}
