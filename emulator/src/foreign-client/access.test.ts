import { expect, test } from 'vitest';
import { type ForeignStage, openForeignStage, refusalOf } from './testing/foreign-client.ts';

const key = '6f1d3b1e-6f0a-4f2e-9c55-1f0a7d1c2b3a';
const collection = 'contacts';

type Refusal = {
  what: string;
  prepare: (stage: ForeignStage) => unknown;
  call: (stage: ForeignStage) => Promise<unknown>;
  code: string;
};

const whoAmI = ({ api }: ForeignStage) => api.callFunction('WhoAmI');
const read = ({ api }: ForeignStage) => api.retrieve({ collection, key });
const update = (data: object) => (stage: ForeignStage) => stage.api.update({ collection, key, data });
const secure = ({ emulator }: ForeignStage) =>
  emulator.addAttribute({ type: 'String', schemaName: 'new_Iban', isSecured: true });
const without =
  (privilege: string) =>
  ({ emulator }: ForeignStage) =>
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
    call: (stage) => update({ 'ownerid@odata.bind': `/systemusers(${ownerOf(stage)})` })(stage),
    code: '0x80040220',
  },
  {
    what: 'reading a row that belongs to somebody else, where only one’s own may be read',
    prepare: ({ emulator }) => emulator.changePrivileges({ prvReadContact: 'Basic' }),
    call: read,
    code: '0x80048306',
  },
  {
    what: 'an update of a row that belongs to somebody else, where only one’s own may be changed',
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
  await using stage = await openForeignStage();
  stage.emulator.seed({ rows: [{ contactid: key, lastname: 'Berg' }] });
  prepare(stage);
  expect(await refusalOf(call(stage))).toMatchObject({ status: 403, code });
  expect(stage.emulator.contact(key)).toMatchObject({ lastname: 'Berg' });
});

test('rows that may not be read are missing from a list, without a word', async () => {
  await using stage = await openForeignStage();
  stage.emulator.seed({ rows: [{ lastname: 'Fremd' }] });
  const own = await stage.createContact({ lastname: 'Eigen' });
  stage.emulator.changePrivileges({ prvReadContact: 'Basic' });
  const { value } = await stage.api.retrieveMultiple({ collection, select: ['contactid'] });
  expect(value).toMatchObject([{ contactid: own }]);
  expect(await stage.api.count({ collection })).toBe(1);
});

test('a token for another environment of the tenant is refused with 401, and the challenge names the tenant', async () => {
  await using stage = await openForeignStage();
  const { tenantId, clientId } = stage.emulator;
  await using other = await openForeignStage({ tenantId, clientId });
  stage.api.setConfig({ serverUrl: `${other.emulator.baseUrl}/` });
  await expect(stage.api.callFunction('WhoAmI')).rejects.toMatchObject({
    status: 401,
    headers: { 'www-authenticate': expect.stringContaining(tenantId) as string },
  });
});

function ownerOf({ emulator }: ForeignStage): string {
  return String(emulator.contact(key)?._ownerid_value);
}
