import { microsoftDynamicsDescriptor } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { credentialChange } from './credential-input.ts';

const stored = {
  tenantId: 't.onmicrosoft.com',
  clientId: 'c',
  clientSecret: { isSet: true, hint: 'wxyz' },
  environmentUrl: 'https://org1.crm4.dynamics.com',
  clientSecretExpiresOn: null,
};
const values = { ...stored, clientSecret: '', clientSecretExpiresOn: '' };
const change = (typed: Record<string, string>) =>
  credentialChange(microsoftDynamicsDescriptor.credentialFields, { ...values, ...typed }, stored);

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
