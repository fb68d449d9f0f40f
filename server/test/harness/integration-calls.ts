import type { Integration, IntegrationWithHealth } from '@goodfunds/shared';
import type { HttpHouse } from './http-house.ts';
import { dataOf, type PlainCall } from './plain-calls.ts';

type Refusal = { status: number; code: unknown; params: Record<string, unknown> | undefined };

export type IntegrationCalls = {
  asUser: PlainCall;
  /** Credentials that the CRM in memory takes, with changes. */
  credentials(changes?: Record<string, string | null>): Record<string, string | null>;
  create(changes?: Record<string, string | null>, call?: PlainCall): Promise<Integration>;
  get(integrationId: string): Promise<IntegrationWithHealth>;
  update(integration: Integration, changes: object, call?: PlainCall): Promise<Integration>;
  /** How a call is refused. */
  refusal(procedure: string, input: object): Promise<Refusal>;
  refusedUpdate(integration: Integration, changes: object): Promise<Refusal>;
};

/** What a user of the account does with integrations of the CRM in memory. */
export function integrationCalls(house: HttpHouse, accountId: number): IntegrationCalls {
  const asUser = house.asUserOf(accountId);
  const calls: IntegrationCalls = {
    asUser,
    credentials: (changes = {}) => ({
      user: 'anna',
      secret: house.provider.secret,
      address: 'https://crm.example',
      ...changes,
    }),
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
