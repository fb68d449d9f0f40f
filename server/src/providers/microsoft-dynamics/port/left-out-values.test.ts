import type { Contact } from '@goodfunds/shared';
import { expect, test } from 'vitest';
import { type DynamicsFixture, manyContacts, openDynamicsFixture } from '../testing/dynamics-fixture.ts';

const talkative: Contact = { id: 'ada', email: 'ada@example.org', lastName: 'Berg', phone: '1'.repeat(80) };
const TOO_LONG = {
  code: 'VALUE_TOO_LONG',
  params: { attribute: 'telephone1', field: 'phone', maxLength: 50, actualLength: 80 },
};

test('a contact is created without a refused value, and the preview says so', async () => {
  await using fixture = await openDynamicsFixture();
  const [planned] = await fixture.sync([talkative], { dryRun: true });
  expect(planned).toMatchObject({ outcome: 'CREATED', warnings: [TOO_LONG] });
  expect(planned?.changes).toContainEqual(
    expect.objectContaining({ attribute: 'telephone1', reason: 'REFUSED', written: false }),
  );
  expect(await fixture.sync([talkative])).toMatchObject([{ outcome: 'CREATED', warnings: [TOO_LONG] }]);
  expect(fixture.rows()).toMatchObject([{ lastname: 'Berg', telephone1: null }]);
});

test('a refused value stays in the CRM as it is, and is written once it is valid', async () => {
  await using fixture = await openDynamicsFixture();
  const rule = { strategy: 'UPDATE_IF_SOURCE_CHANGED' } as const;
  await fixture.sync([{ ...talkative, phone: '1' }], rule);
  const warnings = [TOO_LONG];
  expect(await fixture.sync([talkative], rule)).toMatchObject([{ outcome: 'UNCHANGED', warnings }]);
  expect(await fixture.sync([{ ...talkative, lastName: 'Tal' }], rule)).toMatchObject([
    { outcome: 'UPDATED', changedAttributes: ['lastname'], warnings },
  ]);
  expect(fixture.rows()).toMatchObject([{ lastname: 'Tal', telephone1: '1' }]);
  expect(await fixture.sync([{ ...talkative, phone: '2' }], rule)).toMatchObject([{ warnings: [] }]);
  expect(fixture.rows()).toMatchObject([{ telephone1: '2' }]);
});

test('a create fails without a value that the CRM requires, and without its e-mail', async () => {
  await using fixture = await openDynamicsFixture();
  fixture.emulator.addAttribute({
    type: 'String',
    schemaName: 'new_Key',
    requiredLevel: 'SystemRequired',
    maxLength: 5,
  });
  const mapping = { ...fixture.mapping, new_key: { field: 'title' } };
  const outcomes = await fixture.sync(
    [
      { ...talkative, title: 'too long' },
      { ...talkative, id: 'eva', title: 'short', email: `${'e'.repeat(100)}@example.org` },
    ],
    { mapping },
  );
  expect(outcomes).toMatchObject([
    { outcome: 'FAILED', error: { code: 'VALUE_TOO_LONG', params: { attribute: 'new_key' } } },
    { outcome: 'FAILED', error: { code: 'VALUE_TOO_LONG', params: { attribute: 'emailaddress1' } } },
  ]);
  expect(fixture.rows()).toEqual([]);
});

test('a value that only the CRM refuses is left out, of new contacts in bulk and of existing ones', async () => {
  await using fixture = await openDynamicsFixture();
  const mapping = { ...fixture.mapping, new_badge: { field: 'title' } };
  addBadge(fixture, 100);
  const contacts = manyContacts(12, (index) => ({ title: index === 3 ? 'far too long' : 'ok' }));
  await fixture.port.getAvailableContactFields();
  // The attributes that were discovered before are used for ten minutes.
  fixture.emulator.removeAttribute('new_badge');
  addBadge(fixture, 5);
  const created = await fixture.sync(contacts, { mapping });
  expect(created.map(({ outcome }) => outcome)).toEqual(contacts.map(() => 'CREATED'));
  expect(created.filter(({ warnings }) => warnings.length > 0)).toMatchObject([
    {
      contactId: 'c-3',
      warnings: [
        { code: 'VALUE_TOO_LONG', params: { attribute: 'new_badge', field: 'title', maxLength: 5 } },
      ],
    },
  ]);
  const changed = { ...contacts[0], id: 'c-0', lastName: 'New', title: 'far too long' };
  expect(await fixture.sync([changed], { mapping })).toMatchObject([
    { outcome: 'UPDATED', changedAttributes: ['lastname'], warnings: [{ code: 'VALUE_TOO_LONG' }] },
  ]);
  expect(fixture.rows('person0@example.org')).toMatchObject([{ lastname: 'New', new_badge: 'ok' }]);
  expect(await fixture.sync([changed], { mapping, onRefusedValue: 'FAIL' })).toMatchObject([
    { outcome: 'FAILED', reason: 'VALUE_TOO_LONG' },
  ]);
});

test('a contact of which the CRM refuses one value after the other fails in the end', async () => {
  await using fixture = await openDynamicsFixture();
  const attributes = Array.from({ length: 6 }, (_, index) => `new_badge${index}`);
  const columns = attributes.map((name) => ({ type: 'String', schemaName: name.replace('b', 'B') }) as const);
  for (const column of columns) fixture.emulator.addAttribute(column);
  await fixture.port.getAvailableContactFields();
  for (const attribute of attributes) fixture.emulator.removeAttribute(attribute);
  for (const column of columns) fixture.emulator.addAttribute({ ...column, maxLength: 2 });
  const mapping = {
    ...fixture.mapping,
    ...Object.fromEntries(attributes.map((attribute) => [attribute, { field: 'title' }])),
  };
  expect(await fixture.sync([{ ...talkative, phone: '1', title: 'long' }], { mapping })).toMatchObject([
    { outcome: 'FAILED', reason: 'VALUE_TOO_LONG' },
  ]);
  expect(fixture.rows()).toEqual([]);
});

test('of many refused values the first are listed', async () => {
  await using fixture = await openDynamicsFixture();
  const mapping = {
    ...fixture.mapping,
    ...Object.fromEntries(
      Array.from({ length: 25 }, (_, index) => {
        fixture.emulator.addAttribute({ type: 'Boolean', schemaName: `new_Flag${index}` });
        return [`new_flag${index}`, { field: 'title' }];
      }),
    ),
  };
  const [outcome] = await fixture.sync([{ ...talkative, title: 'Dr.' }], { mapping });
  expect(outcome).toMatchObject({ outcome: 'CREATED' });
  expect(outcome?.warnings).toHaveLength(20);
});

function addBadge({ emulator }: DynamicsFixture, maxLength: number): void {
  emulator.addAttribute({ type: 'String', schemaName: 'new_Badge', maxLength });
}
