import type { Contact } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { memoryDirectory } from '../../../../test/provider-contract/memory-directory.ts';
import {
  type DynamicsFixture,
  openDynamicsFixture,
  seedOne,
  syncOptions,
} from '../testing/dynamics-fixture.ts';

const ada: Contact = { id: 'GF-1', email: 'ada@example.org', firstName: 'Ada', lastName: 'Berg' };

test('a contact is found by its GoodFunds id after all links are lost, whatever its e-mail is now', async () => {
  await using fixture = await openKeyed();
  const id = seedOne(fixture, { lastname: 'Old', emailaddress1: 'old@example.org', new_goodfundsid: 'gf-1' });
  seedOne(fixture, { firstname: 'Ada', lastname: 'Berg', emailaddress1: ada.email });
  const options = syncOptions(memoryDirectory(), { mapping: mappingOf(fixture) });
  const outcomes = await fixture.port.createOrUpdateContacts([ada], options);
  expect(outcomes).toMatchObject([{ outcome: 'UPDATED', crmContactId: id }]);
  expect(fixture.emulator.contactCount()).toBe(2);
});

test('a contact without an e-mail is found too; without a match it waits for a decision', async () => {
  await using fixture = await openKeyed();
  const id = seedOne(fixture, { lastname: 'Berg', new_goodfundsid: 'GF-1' });
  const mapping = mappingOf(fixture);
  const outcomes = await fixture.sync(
    [
      { ...ada, email: null },
      { ...ada, id: 'GF-2', email: null },
    ],
    { mapping },
  );
  expect(outcomes).toMatchObject([{ outcome: 'UPDATED', crmContactId: id }, { reason: 'NO_EMAIL' }]);
});

test('two CRM contacts with the same key are ambiguous, with any rule, and accents make another key', async () => {
  await using fixture = await openKeyed();
  const ids = [1, 2].map(() => seedOne(fixture, { lastname: 'Berg', new_goodfundsid: 'GF-1' }));
  seedOne(fixture, { lastname: 'Tal', new_goodfundsid: 'gé' });
  const mapping = mappingOf(fixture);
  const contacts = [ada, { id: 'ge', email: 'ge@example.org', lastName: 'Tal' }];
  const [ambiguous, other] = await fixture.sync(contacts, { mapping, onAmbiguousMatch: 'OLDEST' });
  expect(ambiguous).toMatchObject({ outcome: 'SKIPPED', reason: 'AMBIGUOUS_MATCH' });
  expect(new Set(ambiguous?.candidates)).toEqual(new Set(ids));
  expect(other).toMatchObject({ outcome: 'CREATED' });
});

test('a link comes before the key, and a row of someone else is not taken', async () => {
  await using fixture = await openKeyed();
  const mapping = mappingOf(fixture);
  const [created] = await fixture.sync([ada], { mapping });
  const other = seedOne(fixture, { lastname: 'Tal', emailaddress1: 'tal@example.org' });
  fixture.emulator.editContact(created?.crmContactId ?? '', { new_goodfundsid: 'GF-2' });
  fixture.emulator.editContact(other, { new_goodfundsid: 'GF-1' });
  const otto = { id: 'GF-2', email: 'otto@example.org', firstName: 'Otto', lastName: 'Tal' };
  const outcomes = await fixture.sync([{ ...ada, phone: '1' }, otto], { mapping });
  expect(outcomes).toMatchObject([
    { outcome: 'UPDATED', crmContactId: created?.crmContactId },
    { outcome: 'SKIPPED', reason: 'SHARED_EMAIL' },
  ]);
});

test('numbers are keys, and two contacts of one call with the same key become one CRM contact', async () => {
  await using fixture = await openDynamicsFixture();
  fixture.emulator.addAttribute({ type: 'Integer', schemaName: 'new_Member' });
  const id = seedOne(fixture, { lastname: 'Berg', new_member: 42 });
  const mapping = { ...fixture.mapping, new_member: { field: 'title', match: true } };
  const outcomes = await fixture.sync(
    [
      { ...ada, title: '42' },
      { ...ada, id: 'new', email: 'new@example.org', title: '7' },
      { ...ada, id: 'again', email: 'again@example.org', title: '7' },
    ],
    { mapping },
  );
  expect(outcomes).toMatchObject([
    { outcome: 'UPDATED', crmContactId: id },
    { outcome: 'CREATED' },
    { outcome: 'UPDATED', crmContactId: outcomes[1]?.crmContactId },
  ]);
});

test('without a key the search costs no further query', async () => {
  await using fixture = await openKeyed();
  const mapping = { ...mappingOf(fixture), new_goodfundsid: { field: 'id' } };
  await fixture.sync([ada], { mapping });
  const searches = fixture.emulator
    .requests()
    .flatMap(({ parts }) => parts)
    .filter(({ url }) => url.includes('contacts?'));
  expect(searches).toHaveLength(1);
});

async function openKeyed(): Promise<DynamicsFixture> {
  const fixture = await openDynamicsFixture();
  fixture.emulator.addAttribute({ type: 'String', schemaName: 'new_GoodFundsId' });
  return fixture;
}

function mappingOf({ mapping }: DynamicsFixture) {
  return { ...mapping, new_goodfundsid: { field: 'id', match: true } };
}
