import {
  CONTACT_FIELDS,
  type ContactField,
  customFieldPath,
  type DiscoveredFields,
  type SuggestedMapping,
} from '@goodfunds/shared';
import { suggestMapping as suggestRows } from '../crm/suggest-mapping.ts';
import type { Caller } from '../security/principal.ts';
import type { IntegrationContext, IntegrationIdInput } from './integration-context.ts';
import { seenValues } from './seen-values.ts';

/** Enough contacts to know which values to expect, and quick to read. */
const SAMPLED_CONTACTS = 1_000;

/** Both sides of a mapping: the CRM's attributes, and the fields that the account's contacts have. */
export async function discoverFields(
  context: IntegrationContext,
  caller: Caller,
  { integrationId, refresh }: IntegrationIdInput & { refresh?: boolean | undefined },
  signal?: AbortSignal,
): Promise<DiscoveredFields> {
  const record = await context.store.integrations.require(caller.accountId, integrationId);
  const { crmFields, fetchedAtMs } = refresh
    ? await context.fields.fetch(record, signal)
    : await context.fields.recent(record, signal);
  const contactFields = await contactFieldsOf(context, caller.accountId);
  const page = { search: null, afterContactId: '', limit: SAMPLED_CONTACTS };
  const { contacts } = await context.store.contacts.list(caller.accountId, page);
  return {
    crmFields,
    contactFields,
    seen: seenValues(contacts, contactFields),
    fetchedAt: new Date(fetchedAtMs).toISOString(),
  };
}

/** Suggests a mapping from the CRM's attributes and the fields that the account's contacts have. */
export async function suggestMapping(
  context: IntegrationContext,
  caller: Caller,
  { integrationId }: IntegrationIdInput,
  signal?: AbortSignal,
): Promise<SuggestedMapping> {
  const record = await context.store.integrations.require(caller.accountId, integrationId);
  const { standardMapping, descriptor } = context.providers.get(record.provider);
  const { crmFields } = await context.fields.recent(record, signal);
  return suggestRows({
    crmFields,
    contactFields: await contactFieldsOf(context, caller.accountId),
    standardMapping,
    objectionAttributes: descriptor.objectionAttributes,
  });
}

/** The standard fields, then the custom ones of the contacts pushed so far. */
async function contactFieldsOf(
  { store }: Pick<IntegrationContext, 'store'>,
  accountId: number,
): Promise<ContactField[]> {
  const custom = await store.contacts.customFields(accountId);
  return [
    ...Object.entries(CONTACT_FIELDS).map(([field, type]) => ({ field, type, custom: false })),
    ...custom.map(({ name, type }) => ({ field: customFieldPath(name), type, custom: true })),
  ];
}
