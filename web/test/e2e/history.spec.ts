import { expect, LANGUAGES, test } from './fixtures.ts';

for (const language of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('older runs are loaded page by page, and each can be opened', async ({
      page,
      user,
      account,
      host,
    }) => {
      const { sync, common } = user.texts;
      await account.setUp();
      await host.open();
      await expect(page.getByText(sync.history.empty)).toBeVisible();
      await account.push([
        { id: 'a', email: 'a@example.com', lastName: 'A' },
        { id: 'b', email: 'b@example.com', lastName: 'B' },
      ]);
      await expect(user.heading(sync.finished.COMPLETED)).toBeVisible();

      const rows = page.getByRole('region', { name: sync.history.title }).getByRole('listitem');
      await user.button(sync.start).click();
      await expect(user.heading(sync.finished.nothingToDo)).toBeVisible();
      await page.getByRole('radio', { name: sync.scope.ALL.title, exact: true }).check();
      for (let run = 3; run <= 11; run += 1) {
        await user.button(sync.start).click();
        await expect(user.heading(sync.finished.COMPLETED)).toBeVisible();
        await expect(rows.first()).toContainText(sync.history.contacts(2));
        await expect(page.locator('[aria-current="true"]')).toHaveCount(1);
      }
      await expect(rows).toHaveCount(10);
      await user.button(common.more).click();
      await expect(rows).toHaveCount(11);
      await rows.last().getByRole('button').click();
      await expect(
        page.getByRole('region', { name: sync.latest }).getByText(sync.triggers.PUSH),
      ).toBeVisible();
    });
  });
}
