import { expect, test } from 'vitest';
import { microsoftDynamicsCredentialsSchema } from '../schemas/providers/microsoft-dynamics.ts';
import { cleanEnvironmentUrl } from './microsoft-dynamics.ts';

const GUID = '3F2504E0-4F89-41D3-9A0C-0305E82C3301';

test.each([
  ['https://org123.crm4.dynamics.com', 'https://org123.crm4.dynamics.com'],
  ['  https://org123.crm4.dynamics.com/  ', 'https://org123.crm4.dynamics.com'],
  ['https://org123.crm4.dynamics.com///', 'https://org123.crm4.dynamics.com'],
  ['HTTPS://Org123.CRM4.Dynamics.com', 'https://org123.crm4.dynamics.com'],
  ['org123.crm4.dynamics.com', 'https://org123.crm4.dynamics.com'],
  ['https://org123.api.crm4.dynamics.com', 'https://org123.crm4.dynamics.com'],
  ['https://org123.api.crm.dynamics.com/', 'https://org123.crm.dynamics.com'],
  ['\u200bhttps://org123.crm4.dynamics.com\u00a0', 'https://org123.crm4.dynamics.com'],
  ['https://org123.crm4.dynamics.com/Main.aspx?App=1', 'https://org123.crm4.dynamics.com/Main.aspx?App=1'],
  ['http://127.0.0.1:4011/', 'http://127.0.0.1:4011'],
  ['   ', ''],
])('the pasted address %j is cleaned to %j', (pasted, cleaned) => {
  expect(cleanEnvironmentUrl(pasted)).toBe(cleaned);
});

test('credentials are cleaned before they are checked', () => {
  const credentials = microsoftDynamicsCredentialsSchema.parse({
    tenantId: ` ${GUID}\n`,
    clientId: `\t${GUID} `,
    clientSecret: ' a~b+c/d ',
    environmentUrl: 'Org1.crm4.dynamics.com/ ',
  });
  expect(credentials).toEqual({
    tenantId: GUID.toLowerCase(),
    clientId: GUID.toLowerCase(),
    clientSecret: 'a~b+c/d',
    environmentUrl: 'https://org1.crm4.dynamics.com',
  });
});

test.each([
  ['tenantId', 'not a tenant'],
  ['clientId', 'contoso.onmicrosoft.com'],
  ['clientSecret', '  '],
  ['environmentUrl', '  '],
  ['clientSecretExpiresOn', '31.12.2026'],
])('a %s like %j is rejected with its path', (field, value) => {
  const result = microsoftDynamicsCredentialsSchema.safeParse({
    tenantId: GUID,
    clientId: GUID,
    clientSecret: 'secret',
    environmentUrl: 'https://org1.crm4.dynamics.com',
    [field]: value,
  });
  expect(result.error?.issues.map((issue) => issue.path)).toEqual([[field]]);
});
