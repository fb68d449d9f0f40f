import type { Mapping } from '@goodfunds/shared';
import { createContext, use } from 'react';

/** Shared by the steps of an integration. */
export type IntegrationContext = {
  integrationId: string;
  /** The short name of the CRM. */
  crm: string;
  /** The fixed rows that identify a person. */
  requiredMapping: Mapping;
  /** Labels by attribute; empty until the fields are read. */
  labels: ReadonlyMap<string, string>;
};

const Context = createContext<IntegrationContext | null>(null);
export const IntegrationContextProvider = Context;

export function useIntegration(): IntegrationContext {
  const value = use(Context);
  if (!value) throw new Error('useIntegration needs an IntegrationContextProvider above it');
  return value;
}
