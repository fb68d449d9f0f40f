import { expect, test } from 'vitest';
import { type DynamicsStage, openDynamicsStage } from '../testing/dynamics-stage.ts';

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
