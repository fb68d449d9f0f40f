import type { Mapping } from '@goodfunds/shared';
import { createRequiredContext } from '../ui/hooks/required-context.ts';

/** Shared by the steps of an integration. */
export type IntegrationContext = {
  integrationId: string;
  /** The short name of the CRM. */
  crm: string;
  /** The fixed rows that identify a person. */
  requiredMapping: Mapping;
  /** Yes/no attributes with which people object. */
  objectionAttributes: readonly string[];
  /** Labels by attribute; empty until the fields are read. */
  labels: ReadonlyMap<string, string>;
};

export const [IntegrationContextProvider, useIntegration] =
  createRequiredContext<IntegrationContext>('useIntegration');
