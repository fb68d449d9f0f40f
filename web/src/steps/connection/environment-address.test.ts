import { expect, test } from 'vitest';
import { environmentAddress } from './environment-address.ts';

const ORIGIN = 'https://org1.crm4.dynamics.com';

test.each([
  'https://org1.crm4.dynamics.com/main.aspx?appid=11111111-2222-3333-4444-555555555555&pagetype=entitylist',
  'https://ORG1.crm4.dynamics.com/apps/uclient/#x',
  ' org1.crm4.dynamics.com/ ',
  'https://org1.api.crm4.dynamics.com/api/data/v9.2/',
  '\u200bhttps://org1.crm4.dynamics.com\u00a0',
  'https:/org1.crm4.dynamics.com',
  'https//org1.crm4.dynamics.com/main.aspx',
  ' HTTPS:///Org1.crm4.dynamics.com',
  'org1.crm4.dynamics.com/main.aspx?user=x@y.de',
  '<https://org1.crm4.dynamics.com>',
  ' "https://org1.crm4.dynamics.com/"\n',
  "'org1.crm4.dynamics.com'",
  'http://org1.crm4.dynamics.com',
  'http://org1.crm4.dynamics.com:80/main.aspx',
])('%j is read as the origin', (pasted) => {
  expect(environmentAddress(pasted)).toBe(ORIGIN);
});

test.each([
  '',
  '  ',
  'dynamics',
  'my dynamics',
  'https://dynamics',
  'https://https://org1.crm4.dynamics.com',
  'https:\\\\org1.crm4.dynamics.com',
  'ftp://org1.crm4.dynamics.com',
  'x@y.de',
  'mailto:x@y.de',
  'https://user:word@org1.crm4.dynamics.com',
  '12345',
  'https://',
])('%j is no address', (pasted) => {
  expect(environmentAddress(pasted)).toBeNull();
});

test.each([
  ['http://localhost:8080/', 'http://localhost:8080'],
  ['http:/127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['http://[::1]:8080/', 'http://[::1]:8080'],
  ['http://127.0.0.1', 'http://127.0.0.1'],
  ['http://crm.example.org:8080', 'http://crm.example.org:8080'],
  ['http://emulator:8080', 'http://emulator:8080'],
])('the development address %s keeps scheme and port', (pasted, origin) => {
  expect(environmentAddress(pasted)).toBe(origin);
});
