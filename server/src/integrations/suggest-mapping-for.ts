import type { SuggestedMapping } from '@goodfunds/shared';
import { suggestMapping } from '../crm/suggest-mapping.ts';
import type { Caller } from '../security/principal.ts';
import { contactFieldsOf } from './discover-fields.ts';
import { findIntegration, type IntegrationContext } from './integration-context.ts';
import type { IntegrationId } from './integration-use-cases.ts';

/** A mapping to begin with, from what the CRM and the account's contacts really have. */
export async function suggestMappingFor(
  context: IntegrationContext,
  caller: Caller,
  { integrationId }: IntegrationId,
  signal?: AbortSignal,
): Promise<SuggestedMapping> {
  const record = await findIntegration(context, caller, integrationId);
  const { standardMapping } = context.providers.get(record.provider);
  const { crmFields } = await context.fields.recent(record, signal);
  return suggestMapping({
    crmFields,
    contactFields: await contactFieldsOf(context, caller.accountId),
    standardMapping,
  });
}
