import { expect, LANGUAGES, test } from './fixtures.ts';

test.use({ language: 'en' });

for (const language of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('values that would fail are reported before anything is saved, and disappear once they are translated', async ({
      page,
      user,
      account,
      emulator,
      host,
    }) => {
      const { mapping } = user.texts;
      const { risks, problems } = mapping;
      emulator.addAttribute({
        type: 'String',
        schemaName: 'new_Chapter',
        label: { en: 'Chapter', de: 'Ortsgruppe' },
        requiredLevel: 'ApplicationRequired',
      });
      await account.push([
        { id: 'long', email: 'long@example.org', firstName: 'A'.repeat(60), lastName: 'Long' },
        { id: 'fits', email: 'fits@example.org', firstName: 'Ada', lastName: 'Fits', title: 'Frau Dr.' },
      ]);
      await account.connect();
      await host.open();
      await user.acceptAllSuggestions();
      const firstName = page.locator('li[data-field="firstName"]');
      await expect(firstName.getByText(risks.tooLong('60', '50'))).toBeVisible();
      await expect(page.getByText(problems.seen(1))).toBeVisible();
      await expect(page.getByText(problems.limits)).toBeVisible();
      const chapter = language === 'de' ? 'Ortsgruppe' : 'Chapter';
      await expect(page.getByText(problems.warnings(1, chapter))).toBeVisible();

      await user.openField('title');
      await page.keyboard.type('gendercode');
      await user.attributes.first().click();
      const unmatched = page.getByLabel(mapping.values.from, { exact: true });
      await expect(unmatched).toHaveValue('Frau Dr.');
      await expect(page.getByText(problems.seen(2))).toBeVisible();
      const female = language === 'de' ? 'Weiblich' : 'Female';
      await page.getByLabel(`Frau Dr.: ${mapping.values.to('Dynamics')}`).selectOption(female);
      await expect(page.getByText(problems.seen(1))).toBeVisible();
      await user.button(mapping.done).click();

      await user.goToRules();
      await user.saveAndEnable();
      await expect(user.text(user.texts.sync.finished.incomplete(2))).toBeVisible();
      const arrived = [...emulator.contacts()];
      expect(arrived).toContainEqual(
        expect.objectContaining({ emailaddress1: 'fits@example.org', gendercode: 2 }),
      );
      expect(arrived).toContainEqual(
        expect.objectContaining({ emailaddress1: 'long@example.org', firstname: null, lastname: 'Long' }),
      );
    });
  });
}

test('yes and no can be swapped for an attribute with the opposite meaning', async ({
  page,
  user,
  account,
  emulator,
  host,
}) => {
  const { mapping } = user.texts;
  await account.push([
    { id: 'wants', email: 'wants@example.org', lastName: 'Wants', customFields: { newsletter: true } },
    { id: 'not', email: 'not@example.org', lastName: 'Not', customFields: { newsletter: 'nein' } },
  ]);
  await account.connect();
  await host.open();
  await user.acceptAllSuggestions();
  await user.button(mapping.assignField('newsletter')).click();
  await page.keyboard.type('donotbulkemail');
  await user.attributes.first().click();
  await page.getByLabel(mapping.values.inverted).check();
  await expect(page.getByText(mapping.values.invertedHint('Do Not Allow', 'Allow'))).toBeVisible();
  await user.button(mapping.done).click();
  await expect(
    page.locator('li[data-field="customFields.newsletter"]').getByText(mapping.values.inverted),
  ).toBeVisible();
  await user.goToRules();
  await user.saveAndEnable();
  await expect(user.heading(user.texts.sync.finished.COMPLETED)).toBeVisible();
  expect([...emulator.contacts()]).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ emailaddress1: 'wants@example.org', donotbulkemail: false }),
      expect.objectContaining({ emailaddress1: 'not@example.org', donotbulkemail: true }),
    ]),
  );
});

test('a field that the CRM never leaves empty says which rule works, and an objection can only become stricter', async ({
  page,
  user,
  account,
  emulator,
  host,
}) => {
  const { mapping, strategy, sync } = user.texts;
  const contact = {
    id: 'ada',
    email: 'ada@objects.example',
    lastName: 'Lovelace',
    customFields: { donotemail: false },
  };
  const { ids } = emulator.seed({
    rows: [{ emailaddress1: contact.email, lastname: contact.lastName, donotemail: true }],
  });
  await account.push([contact]);
  await account.connect();
  await host.open();
  await user.acceptAllSuggestions();
  const row = page.locator('li[data-field="customFields.donotemail"]');
  await expect(row.getByText(strategy.strategies.UPDATE_IF_STRICTER.title)).toBeVisible();

  await row.getByRole('button').click();
  await page.getByLabel(mapping.rowStrategy).selectOption('UPDATE_IF_EMPTY');
  await expect(page.getByText(mapping.neverEmpty)).toBeVisible();
  const recommended = mapping.useStrategy(strategy.strategies.UPDATE_IF_SOURCE_CHANGED.title);
  await user.button(recommended).click();
  await expect(page.getByText(mapping.neverEmpty)).toHaveCount(0);
  await expect(page.getByLabel(mapping.rowStrategy)).toHaveValue('UPDATE_IF_SOURCE_CHANGED');
  await user.button(mapping.useStrategy(strategy.strategies.UPDATE_IF_STRICTER.title)).click();
  await expect(page.getByLabel(mapping.stricter)).toHaveValue('true');
  await user.button(mapping.done).click();

  await user.goToRules();
  await user.saveAndEnable();
  await expect(user.heading(sync.finished.COMPLETED)).toBeVisible();
  await expect(page.getByText(sync.items.contradictions)).toBeVisible();
  expect(emulator.contact(ids[0] ?? '')).toMatchObject({ donotemail: true });
});

test('a salutation is suggested with words for people, which can be changed', async ({
  page,
  user,
  account,
  emulator,
  host,
}) => {
  const { mapping } = user.texts;
  await account.push([
    { id: 'he', email: 'he@words.example', lastName: 'Berg', salutation: 'HERR' },
    { id: 'she', email: 'she@words.example', lastName: 'Tal', salutation: 'FRAU' },
  ]);
  await account.connect();
  await host.open();
  await user.acceptAllSuggestions();
  const row = page.locator('li[data-field="salutation"]');
  await expect(row.getByText(mapping.values.count(2))).toBeVisible();
  await row.getByRole('button').first().click();
  await page.getByLabel(`FRAU: ${mapping.values.toText('Dynamics')}`).fill('Ms.');
  await user.button(mapping.done).click();
  await user.goToRules();
  await user.saveAndEnable();
  await expect(user.heading(user.texts.sync.finished.COMPLETED)).toBeVisible();
  for (const [emailaddress1, salutation] of [
    ['he@words.example', 'Herr'],
    ['she@words.example', 'Ms.'],
  ]) {
    expect([...emulator.contacts()]).toContainEqual(expect.objectContaining({ emailaddress1, salutation }));
  }
});

test('people are recognised by their GoodFunds id, if a field has it', async ({
  page,
  user,
  account,
  emulator,
  host,
}) => {
  const { mapping } = user.texts;
  emulator.addAttribute({ type: 'String', schemaName: 'new_GoodFundsId', label: { en: 'GoodFunds ID' } });
  const [id = ''] = emulator.seed({ rows: [{ lastname: 'Berg', new_goodfundsid: 'gf-77' }] }).ids;
  await account.connect();
  await host.open();
  await user.acceptAllSuggestions();
  await page.locator('li[data-field="id"]').getByRole('button').first().click();
  await page.getByLabel(mapping.match.label).check();
  await user.button(mapping.done).click();
  await user.goToRules();
  await user.saveAndEnable();
  await account.push([{ id: 'gf-77', email: 'anna@moved.example', lastName: 'Berg' }]);
  await expect(user.heading(user.texts.sync.finished.COMPLETED)).toBeVisible();
  expect(emulator.contact(id)).toMatchObject({ emailaddress1: 'anna@moved.example' });
});
