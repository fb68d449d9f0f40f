import type { Item } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { formatItemsCsv } from './items-csv.ts';

const names = {
  contactId: 'Kontakt',
  email: 'E-Mail',
  outcome: 'Ergebnis',
  reason: 'Grund',
  next: 'Nächster Schritt',
  warnings: 'Ohne',
  changed: 'Geändert',
  kept: 'Behalten',
  contradictions: 'Strenger',
  crmContactId: 'CRM',
  finishedAt: 'Wann',
};
const cellsOf = (one: Item) => ({
  contactId: one.contactId,
  email: one.email ?? '',
  outcome: one.outcome ?? '',
  reason: one.reason ?? '',
  next: '',
  warnings: one.warnings.map(({ code }) => code).join(' '),
  changed: one.changedAttributes.join(', '),
  kept: one.keptAttributes.join(', '),
  contradictions: one.contradictions.join(', '),
  crmContactId: one.crmContactId ?? '',
  finishedAt: '',
});

function item(fields: Partial<Item>): Item {
  return {
    id: '1',
    contactId: 'gf-1',
    email: null,
    outcome: 'CREATED',
    reason: null,
    crmContactId: null,
    candidates: [],
    changedAttributes: [],
    keptAttributes: [],
    contradictions: [],
    error: null,
    warnings: [],
    attempts: 1,
    finishedAt: null,
    ...fields,
  };
}

function lines(...items: Item[]): string[] {
  return formatItemsCsv(items, names, cellsOf, 'de').split('\r\n');
}

test('a table starts with a byte order mark and its column names', () => {
  expect(lines()).toEqual([
    '\uFEFF"Kontakt";"E-Mail";"Ergebnis";"Grund";"Nächster Schritt";"Ohne";"Geändert";"Behalten";"Strenger";"CRM";"Wann"',
    '',
  ]);
});

test('English spreadsheets expect commas', () => {
  const table = formatItemsCsv([item({ reason: 'one; two, three' })], names, cellsOf, 'en');
  expect(table).toContain('\r\n"gf-1","","CREATED","one; two, three","","","","","","",""\r\n');
});

test('umlauts are kept, and quotes are doubled', () => {
  const [, line] = lines(
    item({ email: 'jürgen@example.org', reason: 'Er sagte: "nein"; dann\nkam nichts.' }),
  );
  expect(line).toBe(
    '"gf-1";"jürgen@example.org";"CREATED";"Er sagte: ""nein""; dann\nkam nichts.";"";"";"";"";"";"";""',
  );
});

test.each([
  ['=1+1', "'=1+1"],
  ['+49', "'+49"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t'=1"],
  ['\r=1', "'\r'=1"],
  ['\n=1', "'\n'=1"],
  ['  =1', "'  =1"],
  ['＝1+1', "'＝1+1"],
  ['＠SUM(A1)', "'＠SUM(A1)"],
  ['x,=1+1,y', "x,'=1+1,y"],
  ['x; =1+1', "x;' =1+1"],
  ['x\t@SUM(A1)', "x\t'@SUM(A1)"],
  ['x\n-1', "x\n'-1"],
  ['a-b+c=d@e, f', 'a-b+c=d@e, f'],
])('a spreadsheet does not read %j as a formula', (contactId, text) => {
  expect(lines(item({ contactId }))[1]?.startsWith(`"${text}";`)).toBe(true);
});
