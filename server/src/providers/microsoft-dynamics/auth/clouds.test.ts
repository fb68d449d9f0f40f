import { cleanEnvironmentUrl } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { IntegrationError } from '../../../crm/integration-error.ts';
import { AUTHORITY_HOSTS, checkEnvironmentUrl, ENVIRONMENT_HOSTS } from './clouds.ts';

const settings = { devOrigins: ['http://127.0.0.1:4001'], entraAuthority: null };

describe('each cloud has its own authority', () => {
  test.each([
    ['https://org123.crm.dynamics.com', 'https://login.microsoftonline.com'],
    ['https://org123.crm4.dynamics.com', 'https://login.microsoftonline.com'],
    ['https://org123.crm9.dynamics.com', 'https://login.microsoftonline.com'],
    ['https://org123.crm22.dynamics.com', 'https://login.microsoftonline.com'],
    ['https://org123.crm.microsoftdynamics.us', 'https://login.microsoftonline.us'],
    ['https://org123.crm.appsplatform.us', 'https://login.microsoftonline.us'],
    ['https://org123.crm.dynamics.cn', 'https://login.partner.microsoftonline.cn'],
  ])('%s → %s', (url, authority) => {
    const environment = checkEnvironmentUrl(url, settings);
    expect(environment).toEqual({ origin: url, host: new URL(url).host, authority });
    expect(ENVIRONMENT_HOSTS.some((host) => host.test(environment.host))).toBe(true);
    expect(AUTHORITY_HOSTS.some((host) => host.test(new URL(authority).host))).toBe(true);
  });
});

describe('a URL that cannot be an environment is refused with a code', () => {
  test.each([
    ['', 'ENVIRONMENT_URL_INVALID'],
    ['https://', 'ENVIRONMENT_URL_INVALID'],
    ['https://org 123.crm4.dynamics.com', 'ENVIRONMENT_URL_INVALID'],
    ['ftp://org123.crm4.dynamics.com', 'ENVIRONMENT_URL_INVALID'],
    ['https://user:pass@org123.crm4.dynamics.com', 'ENVIRONMENT_URL_INVALID'],
    ['http://org123.crm4.dynamics.com', 'ENVIRONMENT_URL_NOT_HTTPS'],
    ['https://org123.crm4.dynamics.com/main.aspx?appid=1', 'ENVIRONMENT_URL_HAS_PATH'],
    ['https://org123.crm4.dynamics.com?x=1', 'ENVIRONMENT_URL_HAS_PATH'],
    ['https://org123.crm4.dynamics.com#x', 'ENVIRONMENT_URL_HAS_PATH'],
    ['https://org123.crm4.dynamics.com:8443', 'ENVIRONMENT_HOST_NOT_ALLOWED'],
    ['https://org123.crm4.dynamics.com.evil.example', 'ENVIRONMENT_HOST_NOT_ALLOWED'],
    ['https://evilcrm4.dynamics.com', 'ENVIRONMENT_HOST_NOT_ALLOWED'],
    ['https://a.b.crm4.dynamics.com', 'ENVIRONMENT_HOST_NOT_ALLOWED'],
    ['https://org123.crm4x.dynamics.com', 'ENVIRONMENT_HOST_NOT_ALLOWED'],
    ['https://org123.crm4.dynamics.com.', 'ENVIRONMENT_HOST_NOT_ALLOWED'],
    ['https://169.254.169.254', 'ENVIRONMENT_HOST_NOT_ALLOWED'],
    ['https://127.0.0.1:4001', 'ENVIRONMENT_HOST_NOT_ALLOWED'],
    ['http://127.0.0.1:4002', 'ENVIRONMENT_URL_NOT_HTTPS'],
    ['http://127.0.0.1:4001/api', 'ENVIRONMENT_URL_HAS_PATH'],
  ])('%s → %s', (url, code) => {
    expect(codeOf(() => checkEnvironmentUrl(url, settings))).toBe(code);
  });
});

test('a path is refused with the origin to use instead', () => {
  const error = errorOf(() => checkEnvironmentUrl('https://org1.crm4.dynamics.com/main.aspx', settings));
  expect(error.params).toEqual({ origin: 'https://org1.crm4.dynamics.com' });
});

test.each([
  ['https://org1.crm4.dynamics.com.mcas.ms', 'https://org1.crm4.dynamics.com'],
  ['https://org1.crm4.dynamics.com.mcas.ms/main.aspx?appid=1', 'https://org1.crm4.dynamics.com'],
  ['https://org1.crm.microsoftdynamics.us.mcas-gov.us', 'https://org1.crm.microsoftdynamics.us'],
])('the address of a proxy, %s, is refused with the origin to use instead', (url, origin) => {
  expect(errorOf(() => checkEnvironmentUrl(url, settings))).toMatchObject({
    code: 'ENVIRONMENT_URL_IS_PROXY',
    params: { origin },
  });
});

test('a proxy of another app is no environment', () => {
  expect(codeOf(() => checkEnvironmentUrl('https://example.org.mcas.ms', settings))).toBe(
    'ENVIRONMENT_HOST_NOT_ALLOWED',
  );
});

test('a development origin is accepted, and a configured authority replaces the cloud’s', () => {
  const entraAuthority = 'http://127.0.0.1:4000';
  expect(checkEnvironmentUrl('http://127.0.0.1:4001', { ...settings, entraAuthority })).toEqual({
    origin: 'http://127.0.0.1:4001',
    host: '127.0.0.1:4001',
    authority: entraAuthority,
  });
});

test('what people paste becomes an accepted URL', () => {
  for (const pasted of [
    ' https://ORG1.crm4.dynamics.com/ ',
    'org1.api.crm4.dynamics.com',
    'org1.crm4.dynamics.com//',
  ]) {
    expect(checkEnvironmentUrl(cleanEnvironmentUrl(pasted), settings).origin).toBe(
      'https://org1.crm4.dynamics.com',
    );
  }
});

function codeOf(run: () => unknown): string {
  return errorOf(run).code;
}

function errorOf(run: () => unknown): IntegrationError {
  try {
    run();
  } catch (error) {
    if (error instanceof IntegrationError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
