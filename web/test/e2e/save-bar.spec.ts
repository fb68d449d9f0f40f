import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

test.use({ language: 'de' });

for (const width of [1180, 320]) {
  test.describe(`at ${width} pixels`, () => {
    test.use({ viewport: { width, height: 900 } });

    test('the save bar hides nothing that has the focus', async ({ page, user, account, host }) => {
      await account.setUpAndSync();
      await host.open();
      const { preview } = user.texts.strategy;
      await user.goTo('strategy');
      await user.chooseStrategy('SKIP');
      await user.button(preview.show).click();
      await expect(page.getByText(preview.result(10))).toBeVisible();

      await user.button(preview.choice.open).focus();
      const gaps: number[] = [];
      for (let contact = 1; contact <= 10; contact += 1) {
        await page.keyboard.press('Tab');
        gaps.push(await gapAboveBar(page));
      }
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
    });
  });
}

/** How far the bottom of what has the focus is above the top of the bar, in pixels. */
async function gapAboveBar(page: Page): Promise<number> {
  const bar = await page.locator('.gfc-save').boundingBox();
  const focused = await page.locator('summary:focus').boundingBox();
  if (!bar || !focused) throw new Error('the bar, or a contact that has the focus, is not there');
  return bar.y - (focused.y + focused.height);
}
