import { expect, test } from 'vitest';
import { environmentAddress } from './environment-address.ts';

const ORIGIN = 'https://org1.crm4.dynamics.com';

test.each([
  'https://org1.crm4.dynamics.com/main.aspx?appid=11111111-2222-3333-4444-555555555555&pagetype=entitylist',
  'https://ORG1.crm4.dynamics.com/apps/uclient/#x',
  ' org1.crm4.dynamics.com/ ',
  'https://org1.api.crm4.dynamics.com/api/data/v9.2/',
  '\u200bhttps://org1.crm4.dynamics.com\u00a0',
])('%j is understood', (pasted) => {
  expect(environmentAddress(pasted)).toBe(ORIGIN);
});

test.each(['', '  ', 'dynamics', 'my dynamics', 'ftp://org1.crm4.dynamics.com'])(
  '%j is no address',
  (pasted) => {
    expect(environmentAddress(pasted)).toBeNull();
  },
);

test('a development address keeps its port', () => {
  expect(environmentAddress('http://localhost:8080/')).toBe('http://localhost:8080');
});
