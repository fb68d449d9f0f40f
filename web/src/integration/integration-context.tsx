import type { Mapping } from '@goodfunds/shared';
import { createContext, use } from 'react';

/** What the steps of one integration share. */
export type IntegrationContext = {
  integrationId: string;
  /** How the CRM is called within a sentence. */
  crm: string;
  /** Rows by which a person is recognised; they stay. */
  requiredMapping: Mapping;
  /** Attribute → label; empty until the fields were read. */
  labels: ReadonlyMap<string, string>;
};

const Context = createContext<IntegrationContext | null>(null);
export const IntegrationContextProvider = Context;

export function useIntegration(): IntegrationContext {
  const value = use(Context);
  if (!value) throw new Error('useIntegration needs an IntegrationContextProvider above it');
  return value;
}
