import { microsoftDynamicsDescriptor } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { checkCredentials } from './check-credentials.ts';

const good = {
  tenantId: '11111111-2222-3333-4444-555555555555',
  clientId: '99999999-2222-3333-4444-555555555555',
  clientSecret: 'a~secret.value',
  environmentUrl: 'https://org1.crm4.dynamics.com',
};

const check = (change: Record<string, string>, stored = false) =>
  checkCredentials(microsoftDynamicsDescriptor.credentialFields, { ...good, ...change }, () => stored);

describe('credentials', () => {
  test('pass when they are plausible, with or without surrounding spaces', () => {
    expect(
      check({ tenantId: ` ${good.tenantId}\u200b`, environmentUrl: 'ORG1.crm4.dynamics.com/ ' }),
    ).toEqual({});
    expect(check({ tenantId: 'contoso.onmicrosoft.com' })).toEqual({});
    expect(check({ environmentUrl: 'http://127.0.0.1:8080' })).toEqual({});
  });

  test('can be in quotes or brackets', () => {
    expect(
      check({
        tenantId: `{${good.tenantId}}`,
        clientId: `"${good.clientId}"`,
        environmentUrl: `<${good.environmentUrl}>`,
      }),
    ).toEqual({});
    expect(check({ clientId: `{${good.tenantId}}` })).toEqual({ clientId: 'sameIds' });
    expect(check({ clientId: '{}' })).toEqual({ clientId: 'required' });
    expect(check({ clientSecret: `{${good.clientId}}` })).toEqual({ clientSecret: 'secretIdPasted' });
  });

  test('are required, but a stored secret can stay empty', () => {
    expect(check({ clientSecret: '', clientId: '' })).toEqual({
      clientSecret: 'required',
      clientId: 'required',
    });
    expect(check({ clientSecret: '' }, true)).toEqual({});
  });

  test('a GUID in place of the secret is the Secret ID', () => {
    expect(check({ clientSecret: ` ${good.clientId} ` })).toEqual({
      clientSecret: 'secretIdPasted',
    });
  });

  test('a full Dynamics address passes, other texts do not', () => {
    expect(check({ environmentUrl: 'https://Org1.crm4.dynamics.com/main.aspx?appid=1' })).toEqual({});
    expect(check({ environmentUrl: 'my dynamics' })).toEqual({ environmentUrl: 'urlUnusable' });
    expect(check({ environmentUrl: 'dynamics' })).toEqual({ environmentUrl: 'urlUnusable' });
  });

  test('a date before 2000 or after 2100 is no expiry date', () => {
    for (const day of ['2000-01-01', '2026-02-28', '2100-12-31', ''])
      expect(check({ clientSecretExpiresOn: day })).toEqual({});
    for (const day of ['0001-01-01', '1999-12-31', '2101-01-01', '9999-12-31', '+020266-01-01'])
      expect(check({ clientSecretExpiresOn: day })).toEqual({ clientSecretExpiresOn: 'dateOutOfRange' });
    expect(check({ clientSecretExpiresOn: '2026-13-01' })).toEqual({ clientSecretExpiresOn: 'badDate' });
  });

  test('malformed and repeated ids are reported', () => {
    expect(check({ clientId: 'my-app' })).toEqual({ clientId: 'notGuid' });
    expect(check({ tenantId: 'my tenant' })).toEqual({ tenantId: 'notTenant' });
    expect(check({ clientId: good.tenantId })).toEqual({ clientId: 'sameIds' });
  });
});
