import type { Contact } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { MAX_QUERY_ROWS } from '../contacts/find-query.ts';
import { derivedId } from '../contacts/link-index.ts';
import { type DynamicsFixture, openDynamicsFixture, seedOne } from '../testing/dynamics-fixture.ts';

const jan: Contact = {
  id: 'jan',
  email: null,
  firstName: 'Jan',
  lastName: 'Müller',
  address: { postcode: '06108' },
};
const CREATE = { onNoEmail: 'CREATE' } as const;

describe('a contact without an e-mail', () => {
  test('is reported, or created once if so configured', async () => {
    await using fixture = await openDynamicsFixture();
    expect(await fixture.sync([jan])).toMatchObject([{ outcome: 'SKIPPED', reason: 'NO_EMAIL' }]);
    const planned = await fixture.sync([jan], { ...CREATE, dryRun: true });
    const [created] = await fixture.sync([jan], CREATE);
    expect(created).toMatchObject({ outcome: 'CREATED', crmContactId: planned[0]?.crmContactId });
    expect(await fixture.sync([jan], CREATE)).toMatchObject([
      { outcome: 'UNCHANGED', crmContactId: created?.crmContactId },
    ]);
    expect(fixture.rows()).toMatchObject([{ lastname: 'Müller', emailaddress1: null }]);
  });

  test('meets its own row if the link to it was not stored', async () => {
    await using fixture = await openDynamicsFixture();
    seedNeighbours(fixture);
    const environmentId = await fixture.port.getEnvironmentId();
    const contactid = derivedId({ accountId: 7, environmentId, contactId: jan.id });
    seedOne(fixture, { contactid, firstname: 'Jan', lastname: 'Müller', address1_postalcode: '06108' });
    expect(await fixture.sync([jan], CREATE)).toMatchObject([
      { outcome: 'UNCHANGED', crmContactId: contactid },
    ]);
  });

  test('is a possible duplicate of one with the same last name and postcode', async () => {
    await using fixture = await openDynamicsFixture();
    const id = seedOne(fixture, { lastname: 'MUELLER', address1_postalcode: '06108' });
    seedOne(fixture, { lastname: 'Müller', address1_postalcode: '04109' });
    seedOne(fixture, { lastname: 'Berg', address1_postalcode: '06108' });
    fixture.emulator.clearLedger();
    expect(await fixture.sync([jan], CREATE)).toMatchObject([
      { outcome: 'SKIPPED', reason: 'POSSIBLE_DUPLICATE', crmContactId: null, candidates: [id] },
    ]);
    expect(fixture.emulator.ledger()).toEqual([]);
    const [neighbour] = await fixture.sync([{ ...jan, address: { postcode: '10115' } }], CREATE);
    expect(neighbour).toMatchObject({ outcome: 'CREATED' });
  });

  test('is compared by the attribute that postcodes are mapped to', async () => {
    await using fixture = await openDynamicsFixture();
    const id = seedOne(fixture, { lastname: 'Müller', jobtitle: '06108' });
    const mapping = { ...fixture.mapping, jobtitle: { field: 'address.postcode' } };
    expect(await fixture.sync([jan], { ...CREATE, mapping })).toMatchObject([
      { reason: 'POSSIBLE_DUPLICATE', candidates: [id] },
    ]);
  });

  test.each([true, false])('is created once for two entries of one person, dry run %s', async (dryRun) => {
    await using fixture = await openDynamicsFixture();
    const mapping = { ...fixture.mapping, address1_postalcode: { field: 'address.postcode' } };
    const twice = [jan, { ...jan, id: 'again', lastName: 'Mueller' }];
    const [first, second] = await fixture.sync(twice, { ...CREATE, mapping, dryRun });
    expect(first).toMatchObject({ outcome: 'CREATED' });
    expect(second).toMatchObject({
      outcome: 'SKIPPED',
      reason: 'POSSIBLE_DUPLICATE',
      candidates: [first?.crmContactId],
    });
  });

  test.each([{ lastName: null }, { address: null }])('is reported where it has %j', async (missing) => {
    await using fixture = await openDynamicsFixture();
    const outcomes = await fixture.sync([{ ...jan, ...missing }], CREATE);
    expect(outcomes).toMatchObject([{ outcome: 'SKIPPED', reason: 'NO_EMAIL' }]);
  });

  test('is reported where more contacts have the postcode than are read', async () => {
    await using fixture = await openDynamicsFixture();
    seedNeighbours(fixture);
    const other = { ...jan, id: 'other', address: { postcode: '10115' } };
    expect(await fixture.sync([jan, other], CREATE)).toMatchObject([
      { outcome: 'SKIPPED', reason: 'POSSIBLE_DUPLICATE', candidates: [] },
      { outcome: 'CREATED' },
    ]);
  });

  test('fails if its e-mail is malformed, and is not created without it', async () => {
    await using fixture = await openDynamicsFixture();
    const outcomes = await fixture.sync([{ ...jan, email: 'not an e-mail' }], CREATE);
    expect(outcomes).toMatchObject([{ outcome: 'FAILED', reason: 'INVALID_EMAIL' }]);
    expect(fixture.emulator.contactCount()).toBe(0);
  });
});

function seedNeighbours(fixture: DynamicsFixture): void {
  const row = { lastname: 'Berg', address1_postalcode: '06108' };
  fixture.emulator.seed({ rows: Array.from({ length: MAX_QUERY_ROWS }, () => row) });
}
