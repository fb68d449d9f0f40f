import { microsoftDynamicsDescriptor } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { credentialInput, formValues, needsTest } from './credential-input.ts';

const fields = microsoftDynamicsDescriptor.credentialFields;
const stored = {
  tenantId: 't.onmicrosoft.com',
  clientId: 'c',
  clientSecret: { isSet: true, hint: 'wxyz' },
  environmentUrl: 'https://org1.crm4.dynamics.com',
  clientSecretExpiresOn: null,
};

test('a stored secret is never put into the form, and an empty one is left out of what is sent', () => {
  const values = formValues(fields, stored);
  expect(values['clientSecret']).toBe('');
  expect(credentialInput(fields, values)).toEqual({
    tenantId: 't.onmicrosoft.com',
    clientId: 'c',
    environmentUrl: 'https://org1.crm4.dynamics.com',
    clientSecretExpiresOn: null,
  });
});

test('untouched values need no new test, and neither does the day on which the secret expires', () => {
  const values = formValues(fields, stored);
  expect(needsTest(fields, values, stored)).toBe(false);
  expect(needsTest(fields, { ...values, clientSecretExpiresOn: '2027-01-01' }, stored)).toBe(false);
});

test('another secret or another address needs one', () => {
  const values = formValues(fields, stored);
  expect(needsTest(fields, { ...values, clientSecret: 'new' }, stored)).toBe(true);
  expect(needsTest(fields, { ...values, environmentUrl: 'org2.crm4.dynamics.com' }, stored)).toBe(true);
  expect(needsTest(fields, { ...values, environmentUrl: ' ORG1.crm4.dynamics.com/ ' }, stored)).toBe(false);
});
