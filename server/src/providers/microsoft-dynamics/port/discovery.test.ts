import { describe, expect, test } from 'vitest';
import { testEmail } from '../testing/contact-rows.ts';
import { type DynamicsStage, openDynamicsStage } from '../testing/dynamics-stage.ts';
import { stoppedBy } from '../testing/stopped-by.ts';

async function fieldOf(stage: DynamicsStage, attribute: string) {
  return (await stage.port.getAvailableContactFields()).find((field) => field.attribute === attribute);
}

test('discovery costs one request and finds what the environment has, custom attributes too', async () => {
  await using stage = await openDynamicsStage({ uiLanguage: 1031 });
  stage.emulator.addAttribute({
    type: 'MultiSelectPicklist',
    schemaName: 'new_topics',
    label: { en: 'Topics', de: 'Themen' },
    options: [
      { value: 1, label: { en: 'Water', de: 'Wasser' } },
      { value: 9, label: { en: 'Forest', de: 'Wald' } },
    ],
  });
  expect(await fieldOf(stage, 'new_topics')).toMatchObject({
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
  expect(stage.requests()).toEqual({ batches: 1, others: 0 });
});

describe('concurrent calls', () => {
  const metadataBatches = (stage: DynamicsStage) =>
    stage.log.filter(({ operation }) => operation === 'discoverFields').length;

  test('discover the attributes once on a cold and once on an expired cache', async () => {
    await using stage = await openDynamicsStage();
    const callAll = () =>
      Promise.all([
        stage.port.getAvailableContactFields(),
        stage.port.getAvailableContactFields(),
        stage.port.findContacts([testEmail('ada@example.org')], ['jobtitle']),
        ...['1', '2', '3'].map((id) => stage.sync([{ id, email: `${id}@example.org` }])),
      ]);
    await callAll();
    expect(metadataBatches(stage)).toBe(1);
    stage.passTime(10 * 60_000 + 1);
    await callAll();
    expect(metadataBatches(stage)).toBe(2);
  });

  test('go on with the discovery that one of them started and aborted', async () => {
    await using stage = await openDynamicsStage();
    const controller = new AbortController();
    const aborted = stage.port.getAvailableContactFields(controller.signal);
    const other = stage.port.getAvailableContactFields();
    controller.abort();
    expect(await stoppedBy(aborted)).toMatchObject({ code: 'CANCELLED' });
    expect(await other).not.toHaveLength(0);
    expect(metadataBatches(stage)).toBe(1);
  });

  test('of a drain do not fail because the lease of the one that discovers has ended', async () => {
    await using stage = await openDynamicsStage();
    await stage.port.getEnvironmentId();
    const ended = stage.sync([{ id: 'a', email: 'a@example.org' }], { canStart: () => false });
    const lasting = stage.sync([{ id: 'b', email: 'b@example.org' }]);
    expect(await stoppedBy(ended)).toMatchObject({ code: 'CANCELLED' });
    expect(await lasting).toMatchObject([{ outcome: 'CREATED' }]);
  });
});

test('is asked anew each time, so that what was added a moment ago is there', async () => {
  await using stage = await openDynamicsStage();
  expect(await fieldOf(stage, 'new_shirtsize')).toBeUndefined();
  stage.emulator.addAttribute({ type: 'String', schemaName: 'new_shirtsize' });
  expect(await fieldOf(stage, 'new_shirtsize')).toMatchObject({ mappable: true });
});

test('a column under column security is mappable only if it can be read', async () => {
  await using stage = await openDynamicsStage();
  stage.emulator.addAttribute({ type: 'String', schemaName: 'new_iban', isSecured: true });
  expect(await fieldOf(stage, 'new_iban')).toMatchObject({ mappable: false, unmappableReason: 'SECURED' });
  stage.emulator.setColumnPermissions({ new_iban: { read: true, create: true, update: true } });
  expect(await fieldOf(stage, 'new_iban')).toMatchObject({ secured: true, mappable: true });
});

test('every kind of attribute can be written, and is then unchanged', async () => {
  await using stage = await openDynamicsStage();
  stage.emulator.addAttribute({
    type: 'MultiSelectPicklist',
    schemaName: 'new_topics',
    options: [
      { value: 1, label: { en: 'Water' } },
      { value: 9, label: { en: 'Forest' } },
    ],
  });
  const { emulator } = stage;
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
  expect(await stage.sync([contact], { mapping })).toMatchObject([{ outcome: 'CREATED', error: null }]);
  expect(stage.rows()[0]).toMatchObject({
    birthdate: '1990-05-31',
    new_topics: '1,9',
    numberofchildren: 3,
    annualincome: 40_000.5,
    donotbulkemail: true,
    gendercode: 2,
  });
  expect(await stage.sync([contact], { mapping })).toMatchObject([{ outcome: 'UNCHANGED' }]);
});
