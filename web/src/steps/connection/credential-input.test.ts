import { microsoftDynamicsDescriptor } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { credentialInput, needsTest, testKey } from './credential-input.ts';

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
