import type { Contact } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { openDynamicsFixture, seedOne } from '../testing/dynamics-fixture.ts';

const ada: Contact = { id: 'ada', email: 'old@example.org', firstName: 'Ada', lastName: 'Berg' };
const moved: Contact = { ...ada, email: 'new@example.org' };
const otto = { emailaddress1: 'NEW@example.org', firstname: 'Otto', lastname: 'Tal' };

test('a new e-mail that another CRM contact has is not written, everything else is', async () => {
  await using fixture = await openDynamicsFixture();
  const [created] = await fixture.sync([ada]);
  const id = seedOne(fixture, otto);
  const warnings = [{ code: 'EMAIL_TAKEN', params: { attribute: 'emailaddress1', crmContactId: id } }];
  const contacts = [{ ...moved, phone: '1' }];
  const [planned] = await fixture.sync(contacts, { dryRun: true });
  expect(planned).toMatchObject({ outcome: 'UPDATED', changedAttributes: ['telephone1'], warnings });
  expect(planned?.changes.find(({ attribute }) => attribute === 'emailaddress1')).toMatchObject({
    before: 'old@example.org',
    after: 'old@example.org',
    written: false,
    reason: 'EMAIL_TAKEN',
  });
  const [done] = await fixture.sync(contacts);
  expect(done).toMatchObject({ outcome: 'UPDATED', changedAttributes: ['telephone1'], warnings });
  expect(fixture.emulator.contact(created?.crmContactId ?? '')).toMatchObject({
    emailaddress1: 'old@example.org',
    telephone1: '1',
  });
});

test('a contact of which nothing else changes stays unchanged', async () => {
  await using fixture = await openDynamicsFixture();
  await fixture.sync([ada]);
  seedOne(fixture, otto);
  fixture.emulator.clearLedger();
  expect(await fixture.sync([moved])).toMatchObject([
    { outcome: 'UNCHANGED', changedAttributes: [], warnings: [{ code: 'EMAIL_TAKEN' }] },
  ]);
  expect(fixture.emulator.ledger()).toEqual([]);
});

test.each([[], [{ ...otto, statecode: 1 }]])('is written if no active one has it', async (...rows) => {
  await using fixture = await openDynamicsFixture();
  await fixture.sync([ada]);
  fixture.emulator.seed({ rows });
  expect(await fixture.sync([moved])).toMatchObject([
    { outcome: 'UPDATED', changedAttributes: ['emailaddress1'], warnings: [] },
  ]);
});

test('two contacts of one call do not get the same new e-mail', async () => {
  await using fixture = await openDynamicsFixture();
  const other = { ...ada, id: 'otto', email: 'otto@example.org', firstName: 'Otto' };
  await fixture.sync([ada, other]);
  expect(await fixture.sync([moved, { ...other, email: moved.email }])).toMatchObject([
    { outcome: 'UPDATED' },
    { outcome: 'UNCHANGED', warnings: [{ code: 'EMAIL_TAKEN' }] },
  ]);
});

test('an e-mail that does not change costs no search', async () => {
  await using fixture = await openDynamicsFixture();
  await fixture.sync([ada]);
  fixture.emulator.clearRequests();
  await fixture.sync([{ ...ada, phone: '1' }]);
  expect(fixture.requests()).toEqual({ batches: 1 + 1, others: 0 });
});
