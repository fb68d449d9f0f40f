import { readFile } from 'node:fs/promises';
import { expect, LANGUAGES, test } from './fixtures.ts';
import { accessibilityProblems } from './support/accessibility.ts';

const contacts = [
  { id: 'good', email: 'good@example.com', lastName: 'Gut', phone: '1' },
  { id: 'long', email: 'long@example.com', lastName: 'Lang', phone: '1'.repeat(80) },
];

for (const language of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('contacts that arrived without a value are listed with the field and what is allowed, and saved', async ({
      page,
      user,
      account,
      host,
    }) => {
      const { sync, strategy } = user.texts;
      const phone = language === 'de' ? 'Telefon (geschäftlich)' : 'Business Phone';
      await account.setUp();
      await host.open();
      await account.push(contacts);
      await expect(user.heading(sync.finished.COMPLETED)).toBeVisible();
      await expect(user.text(sync.finished.incomplete(1))).toBeVisible();
      await user.button(sync.finished.showIncomplete).click();
      const group = page.locator('[data-warning="VALUE_TOO_LONG"]');
      await expect(group.getByText(sync.items.without(phone))).toBeVisible();
      await expect(group).toContainText('50');
      await expect(page.locator('[data-contact]')).toHaveCount(1);
      expect(await accessibilityProblems(page)).toEqual([]);

      const cause = page.getByLabel(sync.items.reason, { exact: true });
      await cause.selectOption({ index: 0 });
      await expect(page.locator('[data-contact]')).toHaveCount(2);
      await cause.selectOption(`${sync.items.withoutValue} (1)`);
      await expect(page.locator('[data-contact="long"]')).toBeVisible();
      await expect(page.locator('[data-contact]')).toHaveCount(1);

      const downloading = page.waitForEvent('download');
      await user.button(sync.items.exportShown).click();
      const table = await readFile(await (await downloading).path(), 'utf8');
      const [head, line, ...others] = table.trimEnd().split('\r\n');
      expect(head).toContain(sync.items.columns.warnings);
      expect(line).toMatch(/"long".*50/);
      expect(others).toEqual([]);

      await user.changeRules(
        async () => await page.getByRole('radio', { name: strategy.refusedValue.FAIL.title }).check(),
      );
      await user.syncAll();
      await expect(user.heading(sync.finished.COMPLETED_WITH_ERRORS(1))).toBeVisible();
    });
  });
}
