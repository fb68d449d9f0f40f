import { expect, test } from 'vitest';
import { openPanelHouse } from '../../../test/harness/panel-house.ts';
import { createPanelUser } from '../../../test/harness/panel-user.ts';
import { testBrowser } from '../../../test/harness/test-browser.ts';

const browser = testBrowser();

test.each(['de', 'en'] as const)(
  'older runs are reached page by page, and each can be opened again (%s)',
  async (language) => {
    await using house = await openPanelHouse(browser(), { language });
    const { page, demo } = house;
    const user = createPanelUser(page, language);
    const { sync, common } = user.texts;
    await user.setUp(demo.credentials);
    await page.getByText(sync.history.empty).waitFor();
    await house.push([
      { id: 'a', email: 'a@example.com', lastName: 'A' },
      { id: 'b', email: 'b@example.com', lastName: 'B' },
    ]);
    await user.heading(sync.finished.COMPLETED).waitFor();

    const rows = page.getByRole('region', { name: sync.history.title }).getByRole('listitem');
    await user.button(sync.start).click();
    await user.heading(sync.finished.nothingToDo).waitFor();
    await page.getByRole('radio', { name: sync.scope.ALL.title, exact: true }).check();
    for (let run = 3; run <= 11; run += 1) {
      await user.button(sync.start).click();
      await user.heading(sync.finished.COMPLETED).waitFor();
      await expect.poll(() => rows.first().textContent()).toContain(sync.history.contacts(2));
      await expect.poll(() => page.locator('[aria-current="true"]').count()).toBe(1);
    }
    await expect.poll(() => rows.count()).toBe(10);
    await user.button(common.more).click();
    await expect.poll(() => rows.count()).toBe(11);
    await rows.last().getByRole('button').click();
    await page.getByRole('region', { name: sync.latest }).getByText(sync.triggers.PUSH).waitFor();
  },
);
