import { expect, LANGUAGES, test } from './fixtures.ts';

test.use({ language: 'en' });

for (const language of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('a field is mapped by keyboard alone, including value translation, and arrives in the CRM', async ({
      page,
      user,
      account,
      emulator,
      host,
    }) => {
      const { texts } = user;
      const { mapping } = texts;
      await account.connect();
      await host.open();
      await user.acceptAllSuggestions();

      const assign = user.button(mapping.assignField(mapping.contactFields.title));
      await assign.focus();
      await page.keyboard.press('Enter');
      await page.keyboard.type('gendercode');
      await expect(user.attributes.first()).toBeVisible();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await user.button(mapping.values.add).focus();
      await page.keyboard.press('Enter');
      await page.keyboard.type('Frau Dr.');
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await user.button(mapping.done).focus();
      await page.keyboard.press('Enter');
      await expect(page.getByText(mapping.values.count(1))).toBeVisible();
      const focused = page.locator('gf-crm-settings').locator(':focus');
      expect(await focused.getAttribute('aria-label')).toContain(mapping.contactFields.title);

      await user.goToRules();
      await user.saveAndEnable();
      await account.push([{ id: 'c1', email: 'ada@example.org', lastName: 'Lovelace', title: 'Frau Dr.' }]);
      await expect(user.heading(texts.sync.finished.COMPLETED)).toBeVisible();
      expect([...emulator.contacts()]).toContainEqual(
        expect.objectContaining({ emailaddress1: 'ada@example.org', gendercode: 2 }),
      );
    });
  });
}

test('an attribute that cannot be mapped is shown with the reason, and choosing it changes nothing', async ({
  user,
  account,
  host,
}) => {
  const { mapping } = user.texts;
  await account.connect();
  await host.open();
  await user.button(mapping.assignField(mapping.contactFields.title)).click();
  const combobox = user.attributeSearch;
  await combobox.fill('fullname');
  const option = user.attributes.filter({ hasText: 'fullname' }).first();
  await expect(option.getByText(mapping.unmappable.READ_ONLY)).toBeVisible();
  await expect(option).toHaveAttribute('aria-disabled', 'true');
  await option.click({ force: true });
  await expect(option).toBeVisible();
  await combobox.press('Escape');
  await user.button(user.texts.common.cancel).click();
  await expect(user.button(mapping.assignField(mapping.contactFields.title))).toBeVisible();
});
