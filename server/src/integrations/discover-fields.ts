import { CONTACT_FIELDS, type ContactField, customFieldPath, type DiscoveredFields } from '@goodfunds/shared';
import type { Caller } from '../security/principal.ts';
import { findIntegration, type IntegrationContext } from './integration-context.ts';
import type { DiscoverFieldsInput } from './integration-use-cases.ts';
import { seenValues } from './seen-values.ts';

/** So many contacts tell what values to expect, and are read in a moment. */
const LOOKED_AT = 1_000;

/** Both sides of a mapping: the CRM's attributes, and the fields that the account's contacts have. */
export async function discoverFields(
  context: IntegrationContext,
  caller: Caller,
  { integrationId, refresh }: DiscoverFieldsInput,
  signal?: AbortSignal,
): Promise<DiscoveredFields> {
  const record = await findIntegration(context, caller, integrationId);
  const { crmFields, fetchedAtMs } = refresh
    ? await context.fields.fetch(record, signal)
    : await context.fields.recent(record, signal);
  const contactFields = await contactFieldsOf(context, caller.accountId);
  const page = { search: null, afterContactId: '', limit: LOOKED_AT };
  return {
    crmFields,
    contactFields,
    seen: seenValues(await context.store.contacts.list(caller.accountId, page), contactFields),
    fetchedAt: new Date(fetchedAtMs).toISOString(),
  };
}

/** The standard fields, then the custom ones that pushed contacts have shown so far. */
export async function contactFieldsOf(
  { store }: Pick<IntegrationContext, 'store'>,
  accountId: number,
): Promise<ContactField[]> {
  const custom = await store.contacts.customFields(accountId);
  return [
    ...Object.entries(CONTACT_FIELDS).map(([field, type]) => ({ field, type, custom: false })),
    ...custom.map(({ name, type }) => ({ field: customFieldPath(name), type, custom: true })),
  ];
}
