import type { Contact } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { caller, createSyncService, type SyncService } from '../../test/harness/service.ts';
import { forgetContact } from '../sync/contacts.ts';
import { push } from '../sync/push.ts';
import { MAX_CUSTOM_FIELDS, SWEEP_PAGE_CONTACTS } from './custom-fields.ts';

type Fields = NonNullable<Contact['customFields']>;

const AWKWARD: Fields = { 'a"quote': 1, 'b\nline': 'x', 'c.$[0]': true, constructor: 1, größe: 0 };

test('at most 1,000 custom fields are offered; a push with more is accepted, and their values are stored', async () => {
  await using service = await createSyncService({ draining: false });
  const many = numbered(MAX_CUSTOM_FIELDS + 500);
  const halves = [Object.fromEntries(Object.entries(many).slice(0, 700)), many];
  for (const fields of halves) await pushFields(service, 'c-1', fields);
  await pushFields(service, 'c-2', { 'another-name': 1 });
  const offered = await namesOf(service);
  expect(offered).toEqual(Object.keys(many).slice(0, MAX_CUSTOM_FIELDS));
  const stored = await service.store.contacts.findAll(caller.accountId, ['c-1']);
  expect(stored?.[0]?.customFields).toEqual(many);

  await forgetContact(service.context, caller, { contactId: 'c-1' });
  await service.store.retention.sweepCustomFields();
  await pushFields(service, 'c-2', { 'another-name': 1 });
  expect(await namesOf(service)).toEqual(['another-name']);
});

test('the type of a custom field is that of the last pushed value', async () => {
  await using service = await createSyncService({ draining: false });
  await pushFields(service, 'c-1', { since: 2020 });
  await pushFields(service, 'c-1', { since: 'spring' });
  expect(await service.store.contacts.customFields(caller.accountId)).toEqual([
    { name: 'since', type: 'STRING' },
  ]);
});

test.each([
  [
    'is forgotten',
    async (service: SyncService) => await forgetContact(service.context, caller, { contactId: 'rare' }),
  ],
  [
    'is pushed without it',
    async (service: SyncService) => await pushFields(service, 'rare', { common: 1, rare: null }),
  ],
])('the sweep deletes a custom field once its last contact %s', async (_what, change) => {
  await using service = await createSyncService({ draining: false });
  await pushPages(service, 3);
  await pushFields(service, 'rare', { common: 1, rare: 2 });
  await pushFields(service, 'z', AWKWARD);
  const kept = [...Object.keys(AWKWARD), 'common'];
  await service.store.retention.sweepCustomFields();
  expect(new Set(await namesOf(service))).toEqual(new Set([...kept, 'rare']));
  await change(service);
  await service.store.retention.sweepCustomFields();
  expect(new Set(await namesOf(service))).toEqual(new Set(kept));
});

test('the sweep keeps a custom field that is pushed while it reads the contacts', async () => {
  await using service = await createSyncService({ draining: false });
  await pushPages(service, 2);
  await pushFields(service, 'rare', { rare: 1, gone: 1 });
  await forgetContact(service.context, caller, { contactId: 'rare' });
  // Reads the first page at once, then waits.
  const sweeping = service.store.retention.sweepCustomFields();
  await pushFields(service, 'contact-0-0', { rare: 1 });
  await sweeping;
  expect(await namesOf(service)).toEqual(['common', 'rare']);
});

function numbered(count: number): Fields {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`field-${1_000_000 + index}`, 1]));
}

async function pushFields({ context }: SyncService, id: string, customFields: Fields): Promise<void> {
  await push(context, caller, { contacts: [{ id, customFields }] });
}

async function pushPages({ context }: SyncService, pages: number): Promise<void> {
  for (let page = 0; page < pages; page += 1) {
    const contacts = Array.from({ length: SWEEP_PAGE_CONTACTS }, (_, index) => ({
      id: `contact-${page}-${index}`,
      customFields: { common: 1 },
    }));
    await push(context, caller, { contacts });
  }
}

async function namesOf({ store }: SyncService): Promise<string[]> {
  return (await store.contacts.customFields(caller.accountId)).map(({ name }) => name);
}
