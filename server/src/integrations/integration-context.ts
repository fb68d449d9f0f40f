import type { Connections } from '../crm/connections.ts';
import type { CrmProviderDefinition, ProviderContext } from '../crm/provider-definition.ts';
import type { ProviderRegistry } from '../crm/provider-registry.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { badRequest } from '../runtime/use-case-error.ts';
import type { SecretSealer } from '../security/secret-sealer.ts';
import type { Store } from '../store/index.ts';
import type { IntegrationRecord } from '../store/integrations.ts';
import type { FieldCache } from './field-cache.ts';

export type IntegrationIdInput = { integrationId: string };

/** The dependencies of the functions in this folder. */
export type IntegrationContext = {
  store: Pick<Store, 'integrations' | 'contacts'>;
  providers: ProviderRegistry;
  providerContext: ProviderContext;
  connections: Connections<IntegrationRecord>;
  fields: FieldCache;
  sealer: SecretSealer;
  runtime: Pick<Runtime, 'clock' | 'ids'>;
};

/** Throws BAD_REQUEST for an unknown provider. */
/** Refuses e-mail attributes that the provider cannot match by, and a list without its primary one. */
export function requireMatchEmailAttributes(
  { descriptor }: CrmProviderDefinition,
  attributes: readonly string[] | undefined,
): void {
  if (attributes === undefined) return;
  const [primary = '', ...others] = descriptor.matchEmailAttributes;
  const isKnown = attributes.every((attribute) => descriptor.matchEmailAttributes.includes(attribute));
  if (isKnown && attributes.includes(primary) && new Set(attributes).size === attributes.length) return;
  const rule = others.length === 0 ? '' : `, and optionally each of: ${others.join(', ')}`;
  throw badRequest('matchEmailAttributes', `must contain ${primary}${rule}`);
}

export function requestedProvider(
  { providers }: Pick<IntegrationContext, 'providers'>,
  providerId: string,
): CrmProviderDefinition {
  const definition = providers.find(providerId);
  if (definition) return definition;
  const known = providers.descriptors.map(({ id }) => id);
  throw badRequest('provider', `must be one of: ${known.join(', ')}`);
}
