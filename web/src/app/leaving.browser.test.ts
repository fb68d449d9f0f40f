import { expect, test } from 'vitest';
import { openPanelHouse } from '../../test/harness/panel-house.ts';
import { createPanelUser } from '../../test/harness/panel-user.ts';
import { testBrowser } from '../../test/harness/test-browser.ts';

const browser = testBrowser();

test('a page with unsaved changes asks before it is left', async () => {
  await using house = await openPanelHouse(browser(), { language: 'de' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'de');
  await user.setUp(demo.credentials);
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

test('a lost network is said, and no longer once it is back', async () => {
  await using house = await openPanelHouse(browser(), { language: 'en' });
  const { page } = house;
  const user = createPanelUser(page, 'en');
  await user.heading(user.texts.overview.empty.title).waitFor();
  const notice = page.getByText('You are offline right now.');
  await page.context().setOffline(true);
  await notice.waitFor();
  await page.context().setOffline(false);
  await notice.waitFor({ state: 'detached' });
  expect(await notice.count()).toBe(0);
});
