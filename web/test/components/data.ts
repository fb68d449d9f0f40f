import type { ContactField, CrmField, DiscoveredFields, Item, Run } from '@goodfunds/shared';
import { crmField } from '../../../shared/src/testing/crm-field.ts';

const CONTACT_FIELDS: ContactField[] = [
  { field: 'email', type: 'STRING', custom: false },
  { field: 'firstName', type: 'STRING', custom: false },
  { field: 'title', type: 'STRING', custom: false },
];

/** The required row of every mapping. */
export const REQUIRED_ROW = { emailaddress1: { field: 'email' } };

export function discoveredFields(...crmFields: CrmField[]): DiscoveredFields {
  return {
    contactFields: CONTACT_FIELDS,
    crmFields: [crmField({ attribute: 'emailaddress1', label: 'Email', labels: {} }), ...crmFields],
    seen: {},
    fetchedAt: '2026-01-01T00:00:00Z',
  };
}

/** Text attributes with the labels `Extra 1`, `Extra 2`, … */
export function manyFields(count: number): CrmField[] {
  return Array.from({ length: count }, (_, index) =>
    crmField({
      attribute: `new_extra${String(index + 1).padStart(4, '0')}`,
      label: `Extra ${index + 1}`,
      description: `What the organisation keeps for purpose ${index + 1}`,
    }),
  );
}

export function run(overrides: Partial<Run> = {}): Run {
  return {
    id: 'run',
    revision: 1,
    integrationId: 'integration',
    status: 'RUNNING',
    trigger: 'MANUAL',
    scope: 'ALL',
    counts: {
      total: 10,
      pending: 0,
      created: 10,
      updated: 0,
      unchanged: 0,
      skipped: 0,
      review: 0,
      warnings: 0,
      failed: 0,
    },
    pause: null,
    error: null,
    createdAt: '2026-01-01T00:00:00Z',
    startedAt: '2026-01-01T00:00:00Z',
    finishedAt: null,
    ...overrides,
  };
}

export function item(contactId: string, overrides: Partial<Item> = {}): Item {
  return {
    id: contactId,
    contactId,
    email: `${contactId}@example.org`,
    outcome: 'CREATED',
    reason: null,
    crmContactId: null,
    candidates: [],
    changedAttributes: [],
    keptAttributes: [],
    contradictions: [],
    error: null,
    warnings: [],
    attempts: 1,
    finishedAt: null,
    ...overrides,
  };
}
