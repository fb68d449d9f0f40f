import {
  DEFAULT_SYNC_RULES,
  type Integration,
  microsoftDynamicsDescriptor,
  NO_SCHEDULE,
} from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { conflictingParts, isDirty } from '../../integration/draft.ts';
import {
  type CredentialDraft,
  credentialParts,
  draftedValues,
  storedParts,
  typeInto,
} from './credential-draft.ts';

const fields = microsoftDynamicsDescriptor.credentialFields;
const EMPTY: CredentialDraft = { base: null, changes: {} };
const integration: Integration = {
  id: 'i',
  provider: 'microsoft-dynamics',
  name: 'Dynamics',
  credentials: {
    tenantId: 't.onmicrosoft.com',
    clientId: 'c',
    clientSecret: { isSet: true, hint: 'wxyz' },
    environmentUrl: 'https://org1.crm4.dynamics.com',
    clientSecretExpiresOn: null,
  },
  mapping: {},
  ...DEFAULT_SYNC_RULES,
  schedule: NO_SCHEDULE,
  enabled: false,
  status: { status: 'UNKNOWN', code: null, checkedAt: null },
  version: 3,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  changedBy: null,
};
const stored = storedParts(integration);

describe('unsaved credentials', () => {
  test('are shown over the stored ones, whose secret is never shown', () => {
    const draft = typeInto(fields, EMPTY, stored, { clientId: 'd' });
    expect(draftedValues(fields, draft, stored)).toEqual({
      name: 'Dynamics',
      tenantId: 't.onmicrosoft.com',
      clientId: 'd',
      clientSecret: '',
      environmentUrl: 'https://org1.crm4.dynamics.com',
      clientSecretExpiresOn: '',
    });
  });

  test('are discarded once they equal the stored ones', () => {
    const typed = typeInto(fields, EMPTY, stored, {
      clientSecret: 'new',
      clientSecretExpiresOn: '2027-01-01',
    });
    expect(isDirty(typed)).toBe(true);
    const taken = typeInto(fields, typed, stored, { clientSecret: '', clientSecretExpiresOn: '' });
    expect(isDirty(taken)).toBe(false);
  });

  test('of a new integration are dirty with the first input', () => {
    const typed = typeInto(fields, EMPTY, storedParts(null), { name: 'Test' });
    expect(isDirty(typed)).toBe(true);
    expect(isDirty(typeInto(fields, typed, storedParts(null), { name: '' }))).toBe(false);
  });

  test('conflict where another person stored another value, including a new secret', () => {
    const draft = typeInto(fields, EMPTY, stored, { clientId: 'd', clientSecret: 'new', name: 'Mine' });
    const latest = storedParts({
      ...integration,
      version: 4,
      credentials: { ...integration.credentials, clientId: 'e', clientSecret: { isSet: true, hint: 'abcd' } },
    });
    expect(conflictingParts(credentialParts(fields), draft, latest)).toEqual(['clientId', 'clientSecret']);
  });
});
