import { describe, expect, it } from 'vitest';
import { refuseUrl } from './egress-policy.ts';

const allowedHosts = [/^[a-z0-9-]+\.crm\d*\.dynamics\.com$/, /^login\.microsoftonline\.com$/];
const devOrigins = new Set(['http://127.0.0.1:4004']);
const refuse = (url: string) => refuseUrl(new URL(url), allowedHosts, devOrigins);

describe('the egress policy', () => {
  it.each([
    'https://org.crm4.dynamics.com/api/data/v9.2/WhoAmI',
    'https://ORG.crm.dynamics.com',
    'https://org.crm4.dynamics.com:443/',
    'https://login.microsoftonline.com/tenant/oauth2/v2.0/token',
    'http://127.0.0.1:4004/api',
  ])('allows %s', (url) => {
    expect(refuse(url)).toBeNull();
  });

  it.each([
    ['http://org.crm4.dynamics.com/', 'NOT_HTTPS'],
    ['ftp://org.crm4.dynamics.com/', 'NOT_HTTPS'],
    ['file:///etc/passwd', 'NOT_HTTPS'],
    ['https://org.crm4.dynamics.com:8443/', 'PORT'],
    ['https://org.crm4.dynamics.com:80/', 'PORT'],
    ['https://user@org.crm4.dynamics.com/', 'USER_INFO'],
    ['https://:pass@org.crm4.dynamics.com/', 'USER_INFO'],
    ['http://user@127.0.0.1:4004/', 'USER_INFO'],
    ['https://org.crm4.dynamics.com@evil.example/', 'USER_INFO'],
    ['https://evil.example/', 'HOST_NOT_ALLOWED'],
    ['https://org.crm4.dynamics.com.evil.example/', 'HOST_NOT_ALLOWED'],
    ['https://evil.example/org.crm4.dynamics.com', 'HOST_NOT_ALLOWED'],
    ['https://evil.example/#.crm4.dynamics.com', 'HOST_NOT_ALLOWED'],
    ['https://evil.example\\.crm4.dynamics.com/', 'HOST_NOT_ALLOWED'],
    ['https://a.b.crm4.dynamics.com/', 'HOST_NOT_ALLOWED'],
    ['https://org.crm4.dynamics.com./', 'HOST_NOT_ALLOWED'],
    ['https://xcrm4.dynamics.com/', 'HOST_NOT_ALLOWED'],
    ['https://127.0.0.1/', 'HOST_NOT_ALLOWED'],
    ['https://0x7f.1/', 'HOST_NOT_ALLOWED'],
    ['https://2130706433/', 'HOST_NOT_ALLOWED'],
    ['https://[::1]/', 'HOST_NOT_ALLOWED'],
    ['https://[::ffff:127.0.0.1]/', 'HOST_NOT_ALLOWED'],
    ['https://localhost/', 'HOST_NOT_ALLOWED'],
    ['https://169.254.169.254/latest/meta-data', 'HOST_NOT_ALLOWED'],
    ['http://127.0.0.1:4005/', 'NOT_HTTPS'],
    ['https://127.0.0.1:4004/', 'PORT'],
    ['http://localhost:4004/', 'NOT_HTTPS'],
  ])('refuses %s as %s', (url, reason) => {
    expect(refuse(url)).toBe(reason);
  });

  it('anchors a pattern without anchors', () => {
    expect(refuseUrl(new URL('https://dynamics.com.evil.example/'), [/dynamics\.com/], new Set())).toBe(
      'HOST_NOT_ALLOWED',
    );
  });

  it('gives the same result for a pattern with a global flag', () => {
    const sticky = [/^org\.crm4\.dynamics\.com$/g];
    const url = new URL('https://org.crm4.dynamics.com/');
    expect([1, 2, 3].map(() => refuseUrl(url, sticky, new Set()))).toEqual([null, null, null]);
  });

  it('refuses a private address even where a pattern allows it', () => {
    const anything = [/.*/];
    expect(refuseUrl(new URL('https://10.0.0.7/'), anything, new Set())).toBe('ADDRESS_NOT_PUBLIC');
    expect(refuseUrl(new URL('https://[::1]/'), anything, new Set())).toBe('ADDRESS_NOT_PUBLIC');
    expect(refuseUrl(new URL('https://0177.0.0.1/'), anything, new Set())).toBe('ADDRESS_NOT_PUBLIC');
    expect(refuseUrl(new URL('https://13.107.42.14/'), anything, new Set())).toBeNull();
  });
});
