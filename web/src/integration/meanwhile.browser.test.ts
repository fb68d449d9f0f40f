import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { accessibilityProblems } from '../../test/harness/accessibility.ts';
import { openPanelHouse } from '../../test/harness/panel-house.ts';
import { createPanelUser } from '../../test/harness/panel-user.ts';
import { testBrowser } from '../../test/harness/test-browser.ts';
import type { Language } from '../i18n/language.ts';

const browser = testBrowser();

/** Both people are this one; they differ by their page. */
const OTHER = 'Alex Beispiel';

test.each(['de', 'en'] as const)(
  'when two people change different things, both are stored, and the second is told who the first is (%s)',
  async (language) => {
    await using house = await openPanelHouse(browser(), { language });
    const { page, demo } = house;
    const user = createPanelUser(page, language);
    const { strategy, mapping, integration, common } = user.texts;
    await user.setUp(demo.credentials);
    await user.goTo('mapping');
    const lastName = language === 'de' ? 'Nachname' : 'Last Name';
    const row = user.button(mapping.changeField(mapping.contactFields.lastName, lastName));
    await row.click();
    await user.button(mapping.removeRow).click();

    await skipChosenElsewhere(page, language);
    await user.button(strategy.save).click();
    await page.getByText(integration.meanwhile.title(OTHER), { exact: true }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await user.button(strategy.save).count()).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
    await user.button(common.close).click();
    await user.button(common.close).waitFor({ state: 'detached' });

    await house.reopen();
    await user.goTo('strategy');
    expect(await isSkipChosen(page, language)).toBe(true);
    await user.goTo('mapping');
    await page.getByText(mapping.problems.warnings(1, lastName)).waitFor();
  },
);

test('whoever saves rules is told where the way leads then', async () => {
  await using house = await openPanelHouse(browser(), { language: 'en' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'en');
  const { deleted } = user.texts.strategy;
  await user.setUp(demo.credentials);
  await skipChosenElsewhere(page, 'en');
  const recreate = page.getByRole('radio', { name: deleted.RECREATE.title });
  await user.changeRules(async () => await recreate.check());
  await page.getByText(user.texts.integration.meanwhile.title(OTHER), { exact: true }).waitFor();
  await user.goTo('strategy');
  expect(await recreate.isChecked()).toBe(true);
  expect(await isSkipChosen(page, 'en')).toBe(true);
});

test('the switch works in spite of what somebody else has changed meanwhile, and says so', async () => {
  await using house = await openPanelHouse(browser(), { language: 'en' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'en');
  const { integration } = user.texts;
  await user.setUp(demo.credentials);
  await skipChosenElsewhere(page, 'en');
  const toggle = page.getByRole('switch', { name: integration.enabled, exact: true });
  await toggle.click();
  await page.getByText(integration.meanwhile.title(OTHER), { exact: true }).waitFor();
  expect(await toggle.getAttribute('aria-checked')).toBe('false');
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(await accessibilityProblems(page)).toEqual([]);
  await user.goTo('strategy');
  expect(await isSkipChosen(page, 'en')).toBe(true);
});

/** Has somebody else save another strategy while the page's next update is on its way to the server. */
async function skipChosenElsewhere(page: Page, language: Language): Promise<void> {
  await page.route(
    /config\.update/,
    async (route) => {
      const otherPage = await page.context().newPage();
      await otherPage.goto(page.url());
      const other = createPanelUser(otherPage, language);
      await other.changeRules(async () => await other.chooseStrategy('SKIP'));
      await route.continue();
    },
    { times: 1 },
  );
}

async function isSkipChosen(page: Page, language: Language): Promise<boolean> {
  const { SKIP } = createPanelUser(page, language).texts.strategy.strategies;
  return await page.getByRole('radio', { name: SKIP.title }).isChecked();
}
