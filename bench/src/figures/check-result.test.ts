import { expect, test } from 'vitest';
import { checkResult } from './check-result.ts';

const anna = { emailaddress1: 'anna@example.org', lastname: 'Neu' };
const ben = { emailaddress1: 'ben@example.org', lastname: 'Berg' };
const wanted = new Map([anna, ben].map((row) => [row.emailaddress1, row]));
const update = (contactId: string) =>
  ({ kind: 'update', contactId, columns: [], at: '2030-01-01T00:00:00Z', by: 'api' }) as const;

test('a contact that is missing or differs is lost, and each further row of a contact is a duplicate', () => {
  const rows = [
    { contactid: '1', ...anna, lastname: 'Alt' },
    { contactid: '2', ...ben },
    { contactid: '3', ...ben },
  ];
  expect(checkResult({ wanted, outdated: new Set() }, rows, [])).toMatchObject({ lost: 1, duplicated: 1 });
});

test('an update is needless if the row was up to date or already updated', () => {
  const rows = [
    { contactid: '1', ...anna },
    { contactid: '2', ...ben },
  ];
  const outdated = new Set([anna.emailaddress1]);
  const ledger = [update('1'), update('1'), update('2')];
  expect(checkResult({ wanted, outdated }, rows, ledger)).toEqual({
    lost: 0,
    duplicated: 0,
    needlessWrites: 2,
  });
});
