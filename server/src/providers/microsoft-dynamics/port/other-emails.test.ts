import type { Contact } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { openDynamicsFixture, seedOne } from '../testing/dynamics-fixture.ts';

const eva: Contact = { id: 'eva', email: 'Eva@home.example', firstName: 'Eva', lastName: 'Lang', phone: '1' };
const ALL = { matchEmailAttributes: ['emailaddress1', 'emailaddress2', 'emailaddress3'] };
const row = { firstname: 'Eva', lastname: 'Lang', emailaddress1: 'eva@work.example' };

test.each(['emailaddress2', 'emailaddress3'])(
  'a contact is found by `%s` if it counts',
  async (attribute) => {
    await using fixture = await openDynamicsFixture();
    const id = seedOne(fixture, { ...row, [attribute]: 'eva@home.example' });
    const [planned] = await fixture.sync([eva], { dryRun: true });
    expect(planned).toMatchObject({ outcome: 'CREATED' });
    const [found] = await fixture.sync([eva], ALL);
    expect(found).toMatchObject({ outcome: 'UPDATED', crmContactId: id });
    expect(fixture.emulator.contactCount()).toBe(1);
  },
);

test('a contact whose primary e-mail it is comes first', async () => {
  await using fixture = await openDynamicsFixture();
  seedOne(fixture, { ...row, emailaddress2: 'eva@home.example' });
  const id = seedOne(fixture, { ...row, emailaddress1: 'eva@home.example' });
  expect(await fixture.sync([eva], ALL)).toMatchObject([{ outcome: 'UPDATED', crmContactId: id }]);
});

test('another name is reported there too, and accents make another e-mail', async () => {
  await using fixture = await openDynamicsFixture();
  const otto = seedOne(fixture, { ...row, firstname: 'Otto', emailaddress3: 'eva@home.example' });
  seedOne(fixture, { ...row, emailaddress2: 'rené@home.example' });
  const outcomes = await fixture.sync([eva, { ...eva, id: 'rene', email: 'rene@home.example' }], ALL);
  expect(outcomes).toMatchObject([{ reason: 'NAME_MISMATCH', candidates: [otto] }, { outcome: 'CREATED' }]);
});

test('the primary e-mail alone costs no further query', async () => {
  await using fixture = await openDynamicsFixture();
  await fixture.sync([eva]);
  const searches = fixture.emulator
    .requests()
    .flatMap(({ parts }) => parts ?? [])
    .filter(({ url }) => url.includes('contacts?'));
  expect(searches).toHaveLength(1);
});
