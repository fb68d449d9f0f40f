import { expect, test } from 'vitest';
import { type ForeignFixture, openForeignFixture, refusalOf } from './testing/foreign-client.ts';

const ID = '6f1d3b1e-6f0a-4f2e-9c55-1f0a7d1c2b3a';
const collection = 'contacts';

type Refusal = {
  what: string;
  prepare?: (fixture: ForeignFixture) => void;
  call: (fixture: ForeignFixture) => Promise<unknown>;
  status: number;
  code: string;
};

const create = (data: Record<string, unknown>) => (fixture: ForeignFixture) =>
  fixture.api.create({ collection, data });
const find = (filter: string) => (fixture: ForeignFixture) =>
  fixture.api.retrieveMultiple({ collection, select: ['contactid'], filter });

const anyOf = (count: number) => Array.from({ length: count }, () => "lastname eq 'x'").join(' or ');

const REFUSALS: Refusal[] = [
  {
    what: 'an unknown column to select',
    call: ({ api }) => api.retrieveMultiple({ collection, select: ['nosuch'] }),
    status: 400,
    code: '0x80060888',
  },
  { what: 'an unknown column to filter by', call: find("nosuch eq 'x'"), status: 400, code: '0x80060888' },
  {
    what: 'an unknown table',
    call: ({ api }) => api.retrieveMultiple({ collection: 'nosuches' }),
    status: 404,
    code: '0x8006088a',
  },
  { what: 'an unknown property in a body', call: create({ nosuch: 'x' }), status: 400, code: '0x80048d19' },
  { what: 'a number where text belongs', call: create({ lastname: 5 }), status: 400, code: '0x80048d19' },
  { what: 'money as text', call: create({ creditlimit: '1.50' }), status: 400, code: '0x80048d19' },
  {
    what: 'a lookup by its column instead of its navigation property',
    call: create({ 'parentcustomerid@odata.bind': `/accounts(${ID})` }),
    status: 400,
    code: '0x80048d19',
  },
  {
    what: 'a lookup to a row that is not there',
    call: create({ 'parentcustomerid_account@odata.bind': `/accounts(${ID})` }),
    status: 404,
    code: '0x80040217',
  },
  { what: 'a date before 1753', call: create({ birthdate: '1752-12-31' }), status: 400, code: '0x80040239' },
  {
    what: 'a control character in text',
    call: create({ lastname: 'Be\u0001rg' }),
    status: 400,
    code: '0x80040278',
  },
  {
    what: 'text that is too long',
    call: create({ lastname: 'x'.repeat(51) }),
    status: 400,
    code: '0x80044331',
  },
  { what: 'a choice that is none', call: create({ gendercode: 99 }), status: 400, code: '0x8004431A' },
  {
    what: 'a whole number out of range',
    call: create({ numberofchildren: -1 }),
    status: 400,
    code: '0x8004432F',
  },
  {
    what: 'a latitude out of range',
    call: create({ address1_latitude: 91 }),
    status: 400,
    code: '0x80044330',
  },
  {
    what: 'a state and a reason that do not fit',
    prepare: ({ emulator }) => emulator.seed({ rows: [{ contactid: ID }] }),
    call: ({ api }) => api.update({ collection, key: ID, data: { statecode: 1, statuscode: 1 } }),
    status: 400,
    code: '0x80048408',
  },
  {
    what: 'a row that is not there',
    call: ({ api }) => api.retrieve({ collection, key: ID }),
    status: 404,
    code: '0x80040217',
  },
  {
    what: 'an update of a row that is not there',
    call: ({ api }) => api.update({ collection, key: ID, data: { lastname: 'Berg' } }),
    status: 404,
    code: '0x80040217',
  },
  {
    what: 'a row that no alternate key names',
    prepare: ({ emulator }) =>
      emulator.defineAlternateKey({ schemaName: 'new_employee', columns: ['employeeid'] }),
    call: ({ api }) => api.update({ collection, key: "employeeid='E-1'", data: { lastname: 'Berg' } }),
    status: 404,
    code: '0x80060891',
  },
  {
    what: 'an update by an etag that has passed',
    prepare: ({ emulator }) => emulator.seed({ rows: [{ contactid: ID }] }),
    call: ({ api }) => api.update({ collection, key: ID, ifmatch: 'W/"1"', data: { lastname: 'Berg' } }),
    status: 412,
    code: '0x80060882',
  },
  {
    what: 'a deletion by an etag that has passed',
    prepare: ({ emulator }) => emulator.seed({ rows: [{ contactid: ID }] }),
    call: ({ api }) => api.deleteRecord({ collection, key: ID, ifmatch: 'W/"1"' }),
    status: 412,
    code: '0x80060882',
  },
  {
    what: 'an id that is taken',
    prepare: ({ emulator }) => emulator.seed({ rows: [{ contactid: ID }] }),
    call: create({ contactid: ID }),
    status: 412,
    code: '0x80040237',
  },
  {
    what: 'an undefined key',
    call: ({ api }) => api.retrieve({ collection, key: "employeeid='E-1'" }),
    status: 400,
    code: '0x80060890',
  },
  {
    what: 'a value that an alternate key has already',
    prepare: ({ emulator }) => {
      emulator.defineAlternateKey({ schemaName: 'new_employee', columns: ['employeeid'] });
      emulator.seed({ rows: [{ employeeid: 'E-1' }] });
    },
    call: create({ employeeid: 'E-1' }),
    status: 412,
    code: '0x80060892',
  },
  {
    what: 'a missing privilege',
    prepare: ({ emulator }) => emulator.changePrivileges({ prvCreateContact: null }),
    call: create({ lastname: 'Berg' }),
    status: 403,
    code: '0x80040220',
  },
  {
    what: 'a secured column without permission',
    prepare: ({ emulator }) =>
      emulator.addAttribute({ type: 'String', schemaName: 'new_Iban', isSecured: true }),
    call: create({ new_iban: 'DE00' }),
    status: 403,
    code: '0x8004F502',
  },
  {
    what: 'a user who is not there',
    prepare: ({ emulator }) => emulator.setUser({ state: 'missing' }),
    call: create({ lastname: 'Berg' }),
    status: 403,
    code: '0x80072560',
  },
  {
    what: 'a user who is disabled',
    prepare: ({ emulator }) => emulator.setUser({ state: 'disabled' }),
    call: create({ lastname: 'Berg' }),
    status: 403,
    code: '0x80040225',
  },
  {
    what: 'too many conditions in one filter',
    call: find(anyOf(301)),
    status: 400,
    code: '0x80044183',
  },
  {
    what: 'too many conditions in one query',
    call: find(Array.from({ length: 3 }, () => `(${anyOf(200)})`).join(' and ')),
    status: 400,
    code: '0x8004430C',
  },
];

test.each(REFUSALS)('$what is refused with $status $code', async ({ prepare, call, status, code }) => {
  await using fixture = await openForeignFixture({}, { propagateErrors: true });
  prepare?.(fixture);
  const refusal = await refusalOf(call(fixture));
  expect(refusal).toMatchObject({ status, code });
});

test('a read-only column is silently ignored', async () => {
  await using fixture = await openForeignFixture();
  const key = await fixture.createContact({ lastname: 'Berg', fullname: 'Anders' });
  expect(fixture.emulator.contact(key)).toMatchObject({ fullname: 'Berg' });
});

test.each([
  ['requests', '0x80072322'],
  ['time', '0x80072321'],
  ['concurrency', '0x80072326'],
] as const)('a call over the limit of %s ends in 429 with %s and the time to wait', async (limit, code) => {
  await using fixture = await openForeignFixture();
  fixture.emulator.addFaults({
    match: { url: 'contacts' },
    action: { type: 'throttle', limit, retryAfter: 17 },
  });
  await expect(fixture.api.retrieveMultiple({ collection, top: 1 })).rejects.toMatchObject({
    status: 429,
    code,
    headers: { 'retry-after': '17' },
  });
});

test('errors have details if all annotations are requested', async () => {
  await using fixture = await openForeignFixture();
  const asked = fixture.api.retrieveMultiple({ collection, select: ['nosuch'], includeAnnotations: '*' });
  await expect(asked).rejects.toMatchObject({
    status: 400,
    '@Microsoft.PowerApps.CDS.HelpLink': expect.stringContaining('0x80060888') as string,
  });
});
