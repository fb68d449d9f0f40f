import { expect, test } from './fixtures.ts';

test.use({ language: 'en' });

test('a page with unsaved changes asks before it is left', async ({ page, user, account, host }) => {
  await account.setUp();
  await host.open();
  await user.goTo('strategy');
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });

  await page.getByRole('radio', { name: user.texts.strategy.strategies.SKIP.title }).check({ force: true });
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toEqual(['beforeunload']);
  expect(page.isClosed()).toBe(false);
});

test('a lost network is reported until it is back', async ({ page, user, host }) => {
  await host.open();
  await expect(user.heading(user.texts.overview.empty.title)).toBeVisible();
  const notice = page.getByText('You are offline right now.');
  await page.context().setOffline(true);
  await expect(notice).toBeVisible();
  await page.context().setOffline(false);
  await expect(notice).toHaveCount(0);
});
