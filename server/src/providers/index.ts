import type { CrmProviderDefinition } from '../crm/provider-definition.ts';
import type { Settings } from '../settings.ts';
import { createMicrosoftDynamicsProvider } from './microsoft-dynamics/index.ts';

/** The providers of the service. Add a new one here. */
export function createProviders({
  dataverseDevOrigins,
  entraAuthority,
}: Pick<Settings, 'dataverseDevOrigins' | 'entraAuthority'>): CrmProviderDefinition[] {
  return [createMicrosoftDynamicsProvider({ devOrigins: dataverseDevOrigins, entraAuthority })];
}
