import { expect, test } from 'vitest';
import { type ForeignStage, openForeignStage, refusalOf } from './testing/foreign-client.ts';

const ID = '6f1d3b1e-6f0a-4f2e-9c55-1f0a7d1c2b3a';
const collection = 'contacts';

type Refusal = {
  what: string;
  prepare?: (stage: ForeignStage) => void;
  call: (stage: ForeignStage) => Promise<unknown>;
  status: number;
  code: string;
};

const create = (data: Record<string, unknown>) => (stage: ForeignStage) =>
  stage.api.create({ collection, data });
const find = (filter: string) => (stage: ForeignStage) =>
  stage.api.retrieveMultiple({ collection, select: ['contactid'], filter });

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
    what: 'an id that is taken',
    prepare: ({ emulator }) => emulator.seed({ rows: [{ contactid: ID }] }),
    call: create({ contactid: ID }),
    status: 412,
    code: '0x80040237',
  },
  {
    what: 'a key that nobody has defined',
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
    call: find(Array.from({ length: 301 }, () => "lastname eq 'x'").join(' or ')),
    status: 400,
    code: '0x80044183',
  },
];

test.each(REFUSALS)('$what is refused with $status $code', async ({ prepare, call, status, code }) => {
  await using stage = await openForeignStage();
  prepare?.(stage);
  const refusal = await refusalOf(call(stage));
  expect(refusal).toMatchObject({ status, code });
});

test('a read-only column is ignored without a word', async () => {
  await using stage = await openForeignStage();
  const key = await stage.createContact({ lastname: 'Berg', fullname: 'Anders' });
  expect(stage.emulator.contact(key)).toMatchObject({ fullname: 'Berg' });
});

test('a throttled call ends in 429 with its code', async () => {
  await using stage = await openForeignStage();
  stage.emulator.addFaults({
    match: { url: 'contacts' },
    action: { type: 'throttle', limit: 'requests', retryAfter: 1 },
  });
  const refusal = await refusalOf(stage.api.retrieveMultiple({ collection, top: 1 }));
  expect(refusal).toMatchObject({ status: 429, code: '0x80072322' });
});
