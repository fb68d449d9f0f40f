import type { Contact } from '@goodfunds/shared';
import { describe, expect, test } from 'vitest';
import { accessibilityProblems } from '../test/harness/accessibility.ts';
import { openPanelHouse } from '../test/harness/panel-house.ts';
import { createPanelUser } from '../test/harness/panel-user.ts';
import { testBrowser } from '../test/harness/test-browser.ts';

const browser = testBrowser();

const contacts: Contact[] = [
  { id: 'c1', email: 'ada@example.org', firstName: 'Ada', lastName: 'Lovelace' },
  { id: 'c2', email: 'not an address', firstName: 'Bernd', lastName: 'Brot' },
  { id: 'c3', firstName: 'Nobody', lastName: 'Known' },
];

describe.each([
  ['de', 'light'],
  ['en', 'dark'],
] as const)('in %s, %s', (language, theme) => {
  test('four values lead to a finished run, and every step is accessible', async () => {
    await using house = await openPanelHouse(browser(), { language, theme });
    const { page, demo } = house;
    const user = createPanelUser(page, language);
    const { texts } = user;
    const problems = async () => await accessibilityProblems(page);

    await user.heading(texts.overview.empty.title).waitFor();
    expect(await problems()).toEqual([]);

    await user.connect();
    await user.fillCredentials(demo.credentials);
    expect(await problems()).toEqual([]);
    expect(await user.testConnection()).toBe('UP');
    expect(await problems()).toEqual([]);
    await user.saveCredentials();

    await user.button(texts.mapping.suggestions.acceptAll).waitFor();
    expect(await problems()).toEqual([]);
    await user.acceptAllSuggestions();
    await user.button(texts.mapping.assignField(texts.mapping.contactFields.title)).click();
    await user.attributeSearch.fill('a');
    expect(await problems()).toEqual([]);
    await user.attributeSearch.press('Escape');
    await user.button(texts.common.cancel).click();

    await house.push(contacts);
    await user.goToRules();
    await user.button(texts.strategy.preview.show).click();
    await page.getByText(texts.strategy.preview.result(contacts.length)).waitFor();
    expect(await problems()).toEqual([]);
    expect(demo.emulator.ledger()).toEqual([]);

    await user.saveAndEnable();
    expect(await problems()).toEqual([]);
    await user.button(texts.sync.start).click();
    await user.heading(texts.sync.finished.COMPLETED_WITH_ERRORS(1)).waitFor();
    await page.getByText('not an address').waitFor();
    expect(await problems()).toEqual([]);

    expect([...demo.emulator.contacts()]).toContainEqual(
      expect.objectContaining({ emailaddress1: 'ada@example.org', lastname: 'Lovelace' }),
    );
    expect(await house.events()).toEqual(['ready', 'tested', 'saved', 'saved', 'run-finished']);
  });
});

test('the panel works under the strictest policy, and no token ever stands in an address', async () => {
  await using house = await openPanelHouse(browser(), { language: 'de' });
  await createPanelUser(house.page, 'de').setUp(house.demo.credentials);
  expect(house.complaints).toEqual([]);
  expect(house.addresses.filter((address) => /eyJ|token=/.test(address))).toEqual([]);
  expect(await house.page.locator('gf-crm-settings [style]').count()).toBe(0);
});

test('nothing has to be scrolled sideways at a width of 320 pixels', async () => {
  await using house = await openPanelHouse(browser(), { language: 'de', width: 320 });
  const { page, demo } = house;
  const user = createPanelUser(page, 'de');
  await user.setUp(demo.credentials);
  await house.push(contacts);
  await user.heading(user.texts.sync.finished.COMPLETED_WITH_ERRORS(1)).waitFor();
  for (const step of ['sync', 'credentials', 'mapping', 'strategy'] as const) {
    await user.goTo(step);
    expect(await page.evaluate(widthOfPage)).toBeLessThanOrEqual(320);
  }
});

/** Runs in the page. */
function widthOfPage(): number {
  return document.documentElement.scrollWidth;
}
