import type { Emulator } from '../../../emulator/src/index.ts';
import { failureMessage } from '../../src/i18n/failure-message.ts';
import { expect, LANGUAGES, test } from './fixtures.ts';

/** A custom attribute of the organisation, which a test can remove again. */
function addShirt(emulator: Emulator): void {
  emulator.addAttribute({
    type: 'String',
    schemaName: 'new_Shirt',
    label: { en: 'Shirt', de: 'Hemd' },
  });
}

const ada = { id: 'ada', email: 'ada@example.org', lastName: 'Lovelace', customFields: { shirt: 'XL' } };
const grace = { id: 'grace', email: 'grace@example.org', lastName: 'Hopper', customFields: { shirt: 'M' } };

for (const language of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('a removed attribute is reported when the fields are refreshed, and blocks the next step until its row is fixed', async ({
      page,
      user,
      account,
      emulator,
      host,
    }) => {
      const { mapping } = user.texts;
      addShirt(emulator);
      await account.push([ada]);
      await account.connect();
      await host.open();
      await user.acceptAllSuggestions();
      const row = page.locator('li[data-field="customFields.shirt"]');
      await expect(row.getByText('new_shirt')).toBeVisible();

      emulator.removeAttribute('new_shirt');
      await user.button(mapping.refresh).click();
      await expect(
        page.getByText(mapping.refreshed.removed(language === 'de' ? 'Hemd' : 'Shirt')),
      ).toBeVisible();
      await expect(page.getByText(mapping.problems.blocking(1))).toBeVisible();
      await expect(row).toContainText('new_shirt');
      await user.button(mapping.continue).click();
      await expect(user.heading(user.texts.strategy.title)).toHaveCount(0);
      const focused = page.locator('gf-crm-settings').locator(':focus');
      await expect(focused).toContainText(mapping.problems.blockingText);

      await user.button(mapping.problems.toRowOf('shirt → new_shirt')).click();
      await expect(user.attributeSearch).toHaveValue('new_shirt');
      await user.button(mapping.removeRow).click();
      await expect(page.getByText(mapping.problems.blocking(1))).toHaveCount(0);
      await user.goToRules();
    });

    test('a run that waits for the mapping names the attribute, and continues once the mapping is saved', async ({
      page,
      user,
      account,
      emulator,
      host,
    }) => {
      const { mapping, sync, integration, strategy } = user.texts;
      addShirt(emulator);
      await account.push([ada]);
      await account.connect();
      await host.open();
      await user.acceptAllSuggestions();
      await user.goToRules();
      await user.saveAndEnable();
      await expect(user.heading(sync.finished.COMPLETED)).toBeVisible();
      emulator.removeAttribute('new_shirt');
      await account.push([grace]);
      await host.open();
      await expect(page.getByText(sync.pauses.MAPPING.title)).toBeVisible();
      const attributes = [language === 'de' ? 'Hemd' : 'Shirt'];
      await expect(
        page.getByText(failureMessage(user.texts, 'MAPPING_INVALID', { attributes }).title),
      ).toBeVisible();

      await user.button(integration.notices.toMapping).click();
      await expect(page.getByText(mapping.problems.blocking(1))).toBeVisible();
      await user.button(mapping.problems.toRowOf('shirt → new_shirt')).click();
      await user.button(mapping.removeRow).click();
      await user.button(strategy.save).click();
      await user.goTo('sync');
      await expect(user.heading(sync.finished.COMPLETED)).toBeVisible();
      expect([...emulator.contacts()]).toContainEqual(
        expect.objectContaining({ emailaddress1: 'grace@example.org', lastname: 'Hopper' }),
      );
    });

    test('the button to the next step says what happens to open suggestions', async ({
      page,
      user,
      account,
      host,
    }) => {
      const { mapping, strategy } = user.texts;
      const { suggestions, contactFields } = mapping;
      await account.connect();
      await host.open();
      await expect(user.button(suggestions.acceptAndContinue)).toBeVisible();
      await expect(user.button(mapping.continue)).toHaveCount(0);
      await expect(user.button(suggestions.continueWithout)).toHaveCount(0);
      const label = language === 'de' ? 'Vorname' : 'First Name';
      await user.button(suggestions.acceptOne(contactFields.firstName, label)).click();
      await expect(user.button(suggestions.continueWithout)).toBeVisible();
      const reason = page.locator('li[data-field="lastName"]').getByText(mapping.suggestionReasons.STANDARD);
      await expect(reason).toBeVisible();
      const lastName = language === 'de' ? 'Nachname' : 'Last Name';
      const missing = page.getByText(mapping.problems.warnings(1, lastName));
      await expect(missing).toBeVisible();

      await user.button(suggestions.acceptAndContinue).click();
      await expect(user.heading(strategy.title)).toBeVisible();
      await user.goTo('mapping');
      await expect(missing).toHaveCount(0);
      await expect(user.button(suggestions.acceptAll)).toHaveCount(0);
      await expect(user.button(mapping.changeField(contactFields.lastName, lastName))).toBeVisible();
    });
  });
}
