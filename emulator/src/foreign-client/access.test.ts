import { expect, test } from 'vitest';
import { type ForeignFixture, openForeignFixture, refusalOf } from './testing/foreign-client.ts';

const key = '6f1d3b1e-6f0a-4f2e-9c55-1f0a7d1c2b3a';
const collection = 'contacts';

type Refusal = {
  what: string;
  prepare: (fixture: ForeignFixture) => unknown;
  call: (fixture: ForeignFixture) => Promise<unknown>;
  code: string;
};

const whoAmI = ({ api }: ForeignFixture) => api.callFunction('WhoAmI');
const read = ({ api }: ForeignFixture) => api.retrieve({ collection, key });
const update = (data: object) => (fixture: ForeignFixture) => fixture.api.update({ collection, key, data });
const secure = ({ emulator }: ForeignFixture) =>
  emulator.addAttribute({ type: 'String', schemaName: 'new_Iban', isSecured: true });
const without =
  (privilege: string) =>
  ({ emulator }: ForeignFixture) =>
    emulator.changePrivileges({ [privilege]: null });

const REFUSALS: Refusal[] = [
  {
    what: 'a user without any role',
    prepare: ({ emulator }) => emulator.setUser({ state: 'withoutRoles' }),
    call: whoAmI,
    code: '0x80042F09',
  },
  {
    what: 'reading without the privilege',
    prepare: without('prvReadContact'),
    call: read,
    code: '0x80040220',
  },
  {
    what: 'an update without the privilege',
    prepare: without('prvWriteContact'),
    call: update({ lastname: 'Tal' }),
    code: '0x80040220',
  },
  {
    what: 'a deletion without the privilege',
    prepare: without('prvDeleteContact'),
    call: ({ api }) => api.deleteRecord({ collection, key }),
    code: '0x80040220',
  },
  {
    what: 'an owner without the privilege to assign',
    prepare: without('prvAssignContact'),
    call: (fixture) => update({ 'ownerid@odata.bind': `/systemusers(${ownerOf(fixture)})` })(fixture),
    code: '0x80040220',
  },
  {
    what: 'reading the row of another user with user depth',
    prepare: ({ emulator }) => emulator.changePrivileges({ prvReadContact: 'Basic' }),
    call: read,
    code: '0x80048306',
  },
  {
    what: 'updating the row of another user with user depth',
    prepare: ({ emulator }) => emulator.changePrivileges({ prvWriteContact: 'Basic' }),
    call: update({ lastname: 'Tal' }),
    code: '0x80048306',
  },
  {
    what: 'a secured column in an update',
    prepare: secure,
    call: update({ new_iban: 'DE00' }),
    code: '0x8004F507',
  },
  {
    what: 'a secured column in a filter',
    prepare: secure,
    call: ({ api }) => api.retrieveMultiple({ collection, filter: "new_iban eq 'DE00'" }),
    code: '0x8004F506',
  },
];

test.each(REFUSALS)('$what is refused with 403 $code', async ({ prepare, call, code }) => {
  await using fixture = await openForeignFixture();
  fixture.emulator.seed({ rows: [{ contactid: key, lastname: 'Berg' }] });
  prepare(fixture);
  expect(await refusalOf(call(fixture))).toMatchObject({ status: 403, code });
  expect(fixture.emulator.contact(key)).toMatchObject({ lastname: 'Berg' });
});

test('unreadable rows are silently missing from a list', async () => {
  await using fixture = await openForeignFixture();
  fixture.emulator.seed({ rows: [{ lastname: 'Fremd' }] });
  const own = await fixture.createContact({ lastname: 'Eigen' });
  fixture.emulator.changePrivileges({ prvReadContact: 'Basic' });
  const { value } = await fixture.api.retrieveMultiple({ collection, select: ['contactid'] });
  expect(value).toMatchObject([{ contactid: own }]);
  expect(await fixture.api.count({ collection })).toBe(1);
});

test('a token for another environment of the tenant is refused with 401 and a challenge that names the tenant', async () => {
  await using fixture = await openForeignFixture();
  const { tenantId, clientId } = fixture.emulator;
  await using other = await openForeignFixture({ tenantId, clientId });
  fixture.api.setConfig({ serverUrl: `${other.emulator.baseUrl}/` });
  await expect(fixture.api.callFunction('WhoAmI')).rejects.toMatchObject({
    status: 401,
    headers: { 'www-authenticate': expect.stringContaining(tenantId) as string },
  });
});

function ownerOf({ emulator }: ForeignFixture): string {
  return String(emulator.contact(key)?._ownerid_value);
}
