import type { Contact } from '@goodfunds/shared';
import { expect, test } from './fixtures.ts';
import { accessibilityProblems } from './support/accessibility.ts';

test.use({ language: 'de' });

const contacts: Contact[] = [
  { id: 'c1', email: 'ada@example.org', firstName: 'Ada', lastName: 'Lovelace' },
  { id: 'c2', email: 'not an address', firstName: 'Bernd', lastName: 'Brot' },
  { id: 'c3', firstName: 'Nobody', lastName: 'Known' },
];

for (const [language, theme] of [
  ['de', 'light'],
  ['en', 'dark'],
] as const) {
  test.describe(`in ${language}, ${theme}`, () => {
    test.use({ language, theme });

    test('four values lead to a finished run, and every step is accessible', async ({
      page,
      user,
      account,
      emulator,
      host,
    }) => {
      await host.open();
      const { texts } = user;
      const problems = async () => await accessibilityProblems(page);

      await expect(user.heading(texts.overview.empty.title)).toBeVisible();
      expect(await problems()).toEqual([]);

      await user.connect();
      await user.fillCredentials(account.credentials);
      expect(await problems()).toEqual([]);
      expect(await user.testConnection()).toBe('UP');
      expect(await problems()).toEqual([]);
      await user.saveCredentials();

      await expect(user.button(texts.mapping.suggestions.acceptAll)).toBeVisible();
      expect(await problems()).toEqual([]);
      await user.acceptAllSuggestions();
      await user.button(texts.mapping.assignField(texts.mapping.contactFields.title)).click();
      await user.attributeSearch.fill('a');
      expect(await problems()).toEqual([]);
      await user.attributeSearch.press('Escape');
      await user.button(texts.common.cancel).click();

      await account.push(contacts);
      await user.goToRules();
      await user.button(texts.strategy.preview.show).click();
      await expect(page.getByText(texts.strategy.preview.result(contacts.length))).toBeVisible();
      expect(await problems()).toEqual([]);
      expect(emulator.ledger()).toEqual([]);

      await user.saveAndEnable();
      expect(await problems()).toEqual([]);
      await expect(user.heading(texts.sync.finished.COMPLETED_WITH_ERRORS(1))).toBeVisible();
      await expect(page.getByText('not an address')).toBeVisible();
      expect(await problems()).toEqual([]);

      expect([...emulator.contacts()]).toContainEqual(
        expect.objectContaining({ emailaddress1: 'ada@example.org', lastname: 'Lovelace' }),
      );
      const events = await host.events();
      expect(events.slice(0, 4)).toEqual(['ready', 'tested', 'saved', 'saved']);
      await user.syncAll();
      await expect.poll(host.events).toEqual([...events, 'run-finished']);
    });
  });
}

test('the panel works under the strictest policy, and no token is ever in a URL', async ({
  page,
  user,
  account,
  host,
}) => {
  await host.open();
  await user.setUp(account.credentials);
  expect(host.complaints).toEqual([]);
  expect(host.addresses.filter((address) => /eyJ|token=/.test(address))).toEqual([]);
  await expect(page.locator('gf-crm-settings [style]')).toHaveCount(0);
});

test.describe('at a width of 320 pixels', () => {
  test.use({ viewport: { width: 320, height: 900 } });

  test('nothing has to be scrolled sideways', async ({ page, user, account, host }) => {
    await account.setUp();
    await host.open();
    await account.push(contacts);
    await expect(user.heading(user.texts.sync.finished.COMPLETED_WITH_ERRORS(1))).toBeVisible();
    for (const step of ['sync', 'credentials', 'mapping', 'strategy'] as const) {
      await user.goTo(step);
      expect(await page.evaluate(widthOfPage)).toBeLessThanOrEqual(320);
    }
  });
});

/** Runs in the page. */
function widthOfPage(): number {
  return document.documentElement.scrollWidth;
}
