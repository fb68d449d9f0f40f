import { describe, expect, test } from 'vitest';
import { testEmail } from '../testing/contact-rows.ts';
import { type DynamicsFixture, openDynamicsFixture } from '../testing/dynamics-fixture.ts';
import { stoppedBy } from '../testing/stopped-by.ts';

async function fieldOf(fixture: DynamicsFixture, attribute: string) {
  return (await fixture.port.getAvailableContactFields()).find((field) => field.attribute === attribute);
}

test('discovery costs one request and finds what the environment has, custom attributes too', async () => {
  await using fixture = await openDynamicsFixture({ uiLanguage: 1031 });
  fixture.emulator.addAttribute({
    type: 'MultiSelectPicklist',
    schemaName: 'new_topics',
    label: { en: 'Topics', de: 'Themen' },
    options: [
      { value: 1, label: { en: 'Water', de: 'Wasser' } },
      { value: 9, label: { en: 'Forest', de: 'Wald' } },
    ],
  });
  expect(await fieldOf(fixture, 'new_topics')).toMatchObject({
    label: 'Themen',
    type: 'ENUM',
    multiple: true,
    custom: true,
    mappable: true,
    options: [
      { value: 1, label: 'Wasser' },
      { value: 9, label: 'Wald' },
    ],
  });
  expect(fixture.requests()).toEqual({ batches: 1, others: 0 });
});

test('yes/no attributes and choices with a default are known to be never empty', async () => {
  await using fixture = await openDynamicsFixture();
  const options = [{ value: 1, label: { en: 'Water' } }];
  for (const [schemaName, defaultValue] of [
    ['new_Plain', null],
    ['new_Chosen', 1],
  ] as const) {
    fixture.emulator.addAttribute({ type: 'Picklist', schemaName, options, defaultValue });
  }
  const defaults = ['donotemail', 'new_chosen', 'new_plain', 'lastname'].map(
    async (attribute) => (await fieldOf(fixture, attribute))?.hasDefault,
  );
  expect(await Promise.all(defaults)).toEqual([true, true, false, false]);
});

describe('concurrent calls', () => {
  const metadataBatches = (fixture: DynamicsFixture) =>
    fixture.log.filter(({ operation }) => operation === 'discoverFields').length;

  test('discover the attributes once on a cold and once on an expired cache', async () => {
    await using fixture = await openDynamicsFixture();
    const callAll = () =>
      Promise.all([
        fixture.port.getAvailableContactFields(),
        fixture.port.getAvailableContactFields(),
        fixture.port.findContacts([testEmail('ada@example.org')], ['jobtitle']),
        ...['1', '2', '3'].map((id) => fixture.sync([{ id, email: `${id}@example.org` }])),
      ]);
    await callAll();
    expect(metadataBatches(fixture)).toBe(1);
    fixture.passTime(10 * 60_000 + 1);
    await callAll();
    expect(metadataBatches(fixture)).toBe(2);
  });

  test('go on with the discovery that one of them started and aborted', async () => {
    await using fixture = await openDynamicsFixture();
    const controller = new AbortController();
    const aborted = fixture.port.getAvailableContactFields(controller.signal);
    const other = fixture.port.getAvailableContactFields();
    controller.abort();
    expect(await stoppedBy(aborted)).toMatchObject({ code: 'CANCELLED' });
    expect(await other).not.toHaveLength(0);
    expect(metadataBatches(fixture)).toBe(1);
  });

  test('of a drain do not fail because the lease of the one that discovers has ended', async () => {
    await using fixture = await openDynamicsFixture();
    await fixture.port.getEnvironmentId();
    const ended = fixture.sync([{ id: 'a', email: 'a@example.org' }], { canStart: () => false });
    const lasting = fixture.sync([{ id: 'b', email: 'b@example.org' }]);
    expect(await stoppedBy(ended)).toMatchObject({ code: 'CANCELLED' });
    expect(await lasting).toMatchObject([{ outcome: 'CREATED' }]);
  });
});

test('reads the metadata each time, so that a new attribute is found at once', async () => {
  await using fixture = await openDynamicsFixture();
  expect(await fieldOf(fixture, 'new_shirtsize')).toBeUndefined();
  fixture.emulator.addAttribute({ type: 'String', schemaName: 'new_shirtsize' });
  expect(await fieldOf(fixture, 'new_shirtsize')).toMatchObject({ mappable: true });
});

test('a column under column security is mappable only if it can be read', async () => {
  await using fixture = await openDynamicsFixture();
  fixture.emulator.addAttribute({ type: 'String', schemaName: 'new_iban', isSecured: true });
  expect(await fieldOf(fixture, 'new_iban')).toMatchObject({ mappable: false, unmappableReason: 'SECURED' });
  fixture.emulator.setColumnPermissions({ new_iban: { read: true, create: true, update: true } });
  expect(await fieldOf(fixture, 'new_iban')).toMatchObject({ secured: true, mappable: true });
});

test('every kind of attribute can be written, and is then unchanged', async () => {
  await using fixture = await openDynamicsFixture();
  fixture.emulator.addAttribute({
    type: 'MultiSelectPicklist',
    schemaName: 'new_topics',
    options: [
      { value: 1, label: { en: 'Water' } },
      { value: 9, label: { en: 'Forest' } },
    ],
  });
  const { emulator } = fixture;
  emulator.addAttribute({ type: 'DateTime', schemaName: 'new_since', behavior: 'UserLocal' });
  emulator.addAttribute({ type: 'Decimal', schemaName: 'new_share', precision: 2 });
  const contact = {
    id: 'ada',
    email: 'ada@example.org',
    birthDate: '1990-05-31',
    customFields: {
      topics: 'Forest, Water',
      since: '2001-05-31',
      share: '12,34',
      children: 3,
      income: 40_000.5,
      noMail: true,
      gender: 'Female',
      note: 'Zeile 1\nZeile 2',
    },
  };
  const mapping = {
    birthdate: { field: 'birthDate' },
    new_topics: { field: 'customFields.topics' },
    new_since: { field: 'customFields.since' },
    new_share: { field: 'customFields.share' },
    numberofchildren: { field: 'customFields.children' },
    annualincome: { field: 'customFields.income' },
    donotbulkemail: { field: 'customFields.noMail' },
    gendercode: { field: 'customFields.gender' },
    description: { field: 'customFields.note' },
  };
  expect(await fixture.sync([contact], { mapping })).toMatchObject([{ outcome: 'CREATED', error: null }]);
  expect(fixture.rows()[0]).toMatchObject({
    birthdate: '1990-05-31',
    new_topics: '1,9',
    numberofchildren: 3,
    annualincome: 40_000.5,
    donotbulkemail: true,
    gendercode: 2,
  });
  expect(await fixture.sync([contact], { mapping })).toMatchObject([{ outcome: 'UNCHANGED' }]);
});
