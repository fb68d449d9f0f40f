import type { Page } from '@playwright/test';
import type { Language } from '../../src/i18n/language.ts';
import { expect, LANGUAGES, test } from './fixtures.ts';
import { accessibilityProblems } from './support/accessibility.ts';
import type { Account } from './support/account.ts';
import { createPanelUser } from './support/panel-user.ts';

test.use({ language: 'en' });

/** Both pages are signed in as this user. */
const OTHER = 'Alex Beispiel';

for (const language of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('when two people change different settings, both are stored, and the second learns who the first is', async ({
      page,
      user,
      account,
      host,
    }) => {
      const { strategy, mapping, integration, common } = user.texts;
      await account.setUp();
      await host.open();
      await user.goTo('mapping');
      const lastName = language === 'de' ? 'Nachname' : 'Last Name';
      const row = user.button(mapping.changeField(mapping.contactFields.lastName, lastName));
      await row.click();
      await user.button(mapping.removeRow).click();

      await skipChosenElsewhere(page, account);
      await user.button(strategy.save).click();
      await expect(page.getByText(integration.meanwhile.title(OTHER), { exact: true })).toBeVisible();
      await expect(page.getByRole('alert')).toHaveCount(0);
      await expect(user.button(strategy.save)).toHaveCount(0);
      expect(await accessibilityProblems(page)).toEqual([]);
      await user.button(common.close).click();
      await expect(user.button(common.close)).toHaveCount(0);

      await host.open();
      await user.goTo('strategy');
      expect(await isSkipChosen(page, language)).toBe(true);
      await user.goTo('mapping');
      await expect(page.getByText(mapping.problems.warnings(1, lastName))).toBeVisible();
    });
  });
}

test('a concurrent change is reported on the step that follows saving', async ({
  page,
  user,
  account,
  host,
}) => {
  const { deleted } = user.texts.strategy;
  await account.setUp();
  await host.open();
  await skipChosenElsewhere(page, account);
  const recreate = page.getByRole('radio', { name: deleted.RECREATE.title });
  await user.changeRules(async () => await recreate.check());
  await expect(page.getByText(user.texts.integration.meanwhile.title(OTHER), { exact: true })).toBeVisible();
  await user.goTo('strategy');
  await expect(recreate).toBeChecked();
  expect(await isSkipChosen(page, 'en')).toBe(true);
});

test('the switch works despite a concurrent change, and reports it', async ({
  page,
  user,
  account,
  host,
}) => {
  const { integration } = user.texts;
  await account.setUp();
  await host.open();
  await skipChosenElsewhere(page, account);
  const toggle = page.getByRole('switch', { name: integration.enabled, exact: true });
  await toggle.click();
  await expect(page.getByText(integration.meanwhile.title(OTHER), { exact: true })).toBeVisible();
  await expect(toggle).toHaveAttribute('aria-checked', 'false');
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(await accessibilityProblems(page)).toEqual([]);
  await user.goTo('strategy');
  expect(await isSkipChosen(page, 'en')).toBe(true);
});

/** Saves another strategy as another person does, while the next update of the page is on its way. */
async function skipChosenElsewhere(page: Page, account: Account): Promise<void> {
  let isFirst = true;
  // The route stays, because a request can get lost when it is sent while Playwright removes a route.
  await page.route(/config\.update/, async (route) => {
    if (isFirst) {
      isFirst = false;
      const { id: integrationId, version } = await account.integration();
      await account.api.config.update.mutate({ integrationId, version, strategy: 'SKIP' });
    }
    await route.continue();
  });
}

async function isSkipChosen(page: Page, language: Language): Promise<boolean> {
  const { SKIP } = createPanelUser(page, language).texts.strategy.strategies;
  return await page.getByRole('radio', { name: SKIP.title }).isChecked();
}
