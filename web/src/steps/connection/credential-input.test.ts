import { microsoftDynamicsDescriptor } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { credentialChange, credentialInput, needsTest, testKey } from './credential-input.ts';

const fields = microsoftDynamicsDescriptor.credentialFields;
const stored = {
  tenantId: 't.onmicrosoft.com',
  clientId: 'c',
  clientSecret: { isSet: true, hint: 'wxyz' },
  environmentUrl: 'https://org1.crm4.dynamics.com',
  clientSecretExpiresOn: null,
};

/** The stored values as they stand in the form. */
const values = {
  tenantId: 't.onmicrosoft.com',
  clientId: 'c',
  clientSecret: '',
  environmentUrl: 'https://org1.crm4.dynamics.com',
  clientSecretExpiresOn: '',
};

test('an empty secret is left out, and an address is sent as its origin', () => {
  const environmentUrl = ' ORG1.crm4.dynamics.com/main.aspx?appid=1';
  expect(credentialInput(fields, { ...values, environmentUrl })).toEqual({
    tenantId: 't.onmicrosoft.com',
    clientId: 'c',
    environmentUrl: 'https://org1.crm4.dynamics.com',
    clientSecretExpiresOn: null,
  });
});

test('quotes and brackets around a value are removed, except in a secret', () => {
  const typed = { tenantId: ' "t.onmicrosoft.com"', clientId: '{c}', clientSecret: ' \'{s}" ' };
  expect(credentialInput(fields, { ...values, ...typed })).toMatchObject({
    tenantId: 't.onmicrosoft.com',
    clientId: 'c',
    clientSecret: `'{s}"`,
  });
});

test('unchanged values need no new test, and neither does the expiry date', () => {
  expect(needsTest(fields, values, stored)).toBe(false);
  expect(needsTest(fields, { ...values, clientSecretExpiresOn: '2027-01-01' }, stored)).toBe(false);
});

test('a test result stays valid when only the date changes', () => {
  const keyOf = (typed: Partial<typeof values>) => {
    const credentials = credentialInput(fields, { ...values, clientSecret: 's', ...typed });
    return testKey(fields, { provider: 'microsoft-dynamics', credentials });
  };
  expect(keyOf({ clientSecretExpiresOn: '2027-01-01' })).toBe(keyOf({}));
  expect(keyOf({ clientSecret: 't' })).not.toBe(keyOf({}));
  expect(keyOf({ clientId: 'd' })).not.toBe(keyOf({}));
  expect(testKey(fields, { integrationId: 'i' })).not.toBe(testKey(fields, { integrationId: 'j' }));
});

test('another secret or address needs a new test', () => {
  expect(needsTest(fields, { ...values, clientSecret: 'new' }, stored)).toBe(true);
  expect(needsTest(fields, { ...values, environmentUrl: 'org2.crm4.dynamics.com' }, stored)).toBe(true);
  expect(needsTest(fields, { ...values, environmentUrl: ' ORG1.crm4.dynamics.com/ ' }, stored)).toBe(false);
});

describe('the change that saving makes', () => {
  const unchanged = { ...stored, clientSecret: '', clientSecretExpiresOn: '' };
  const change = (typed: Record<string, string>) =>
    credentialChange(fields, { ...unchanged, ...typed }, stored);

  test('another environment is reported with the previous one, with any other change', () => {
    const typed = { environmentUrl: 'https://org2.crm4.dynamics.com/main.aspx', clientId: 'd' };
    expect(change(typed)).toEqual({
      kind: 'ENVIRONMENT',
      before: 'org1.crm4.dynamics.com',
      after: 'org2.crm4.dynamics.com',
    });
  });

  test('the same address in another form is no change', () => {
    expect(change({ environmentUrl: ' ORG1.api.crm4.dynamics.com/main.aspx' })).toBeNull();
  });

  test('an incomplete address is no change yet', () => {
    expect(change({ environmentUrl: 'org2' })).toBeNull();
  });

  test('another tenant or app is another sign-in, a secret is a new secret, a date is nothing', () => {
    expect(change({ tenantId: 'u.onmicrosoft.com', clientSecret: 'new' })).toEqual({ kind: 'SIGN_IN' });
    expect(change({ clientSecret: 'new' })).toEqual({ kind: 'SECRET' });
    expect(change({ clientSecretExpiresOn: '2027-01-01' })).toBeNull();
  });
});
