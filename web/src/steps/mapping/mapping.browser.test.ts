import { expect, test } from 'vitest';
import { openPanelHouse } from '../../../test/harness/panel-house.ts';
import { createPanelUser } from '../../../test/harness/panel-user.ts';
import { testBrowser } from '../../../test/harness/test-browser.ts';

const browser = testBrowser();

test.each(['de', 'en'] as const)(
  'in %s, a field is mapped by keyboard alone, value translation included, and arrives so in the CRM',
  async (language) => {
    await using house = await openPanelHouse(browser(), { language });
    const { page, demo } = house;
    const user = createPanelUser(page, language);
    const { texts } = user;
    const { mapping } = texts;
    await user.connect();
    await user.fillCredentials(demo.credentials);
    await user.testConnection();
    await user.saveCredentials();
    await user.acceptAllSuggestions();

    const assign = user.button(mapping.assignField(mapping.contactFields.title));
    await assign.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('gendercode');
    await user.attributes.first().waitFor();
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
    await page.getByText(mapping.values.count(1)).waitFor();
    const focused = page.locator('gf-crm-settings').locator(':focus');
    expect(await focused.getAttribute('aria-label')).toContain(mapping.contactFields.title);

    await user.goToRules();
    await user.saveAndEnable();
    await house.push([{ id: 'c1', email: 'ada@example.org', lastName: 'Lovelace', title: 'Frau Dr.' }]);
    await user.heading(texts.sync.finished.COMPLETED).waitFor();
    expect([...demo.emulator.contacts()]).toContainEqual(
      expect.objectContaining({ emailaddress1: 'ada@example.org', gendercode: 2 }),
    );
  },
);

test('an attribute that cannot be mapped is shown with the reason, and choosing it changes nothing', async () => {
  await using house = await openPanelHouse(browser(), { language: 'en' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'en');
  const { mapping } = user.texts;
  await user.connect();
  await user.fillCredentials(demo.credentials);
  await user.testConnection();
  await user.saveCredentials();
  await user.button(mapping.assignField(mapping.contactFields.title)).click();
  const combobox = user.attributeSearch;
  await combobox.fill('fullname');
  const option = user.attributes.filter({ hasText: 'fullname' }).first();
  await option.getByText(mapping.unmappable.READ_ONLY).waitFor();
  expect(await option.getAttribute('aria-disabled')).toBe('true');
  await option.click({ force: true });
  expect(await option.isVisible()).toBe(true);
  await combobox.press('Escape');
  await user.button(user.texts.common.cancel).click();
  await user.button(mapping.assignField(mapping.contactFields.title)).waitFor();
});

test('the badges of an attribute to choose have no ground of their own, not even on a highlighted one', async () => {
  await using house = await openPanelHouse(browser(), { language: 'en' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'en');
  await user.toMapping(demo.credentials);
  await user.openField('title');
  await user.attributeSearch.press('ArrowDown');
  const badge = page.locator('.gfc-option-highlighted .gfc-badge').first();
  await badge.waitFor();
  expect(await badge.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
    'rgba(0, 0, 0, 0)',
  );
});
