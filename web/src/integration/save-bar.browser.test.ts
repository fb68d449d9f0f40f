import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openPanelHouse } from '../../test/harness/panel-house.ts';
import { createPanelUser } from '../../test/harness/panel-user.ts';
import { testBrowser } from '../../test/harness/test-browser.ts';

const browser = testBrowser();

test.each([1180, 320])(
  'nothing that gets the focus is hidden behind the save bar (%i pixels)',
  async (width) => {
    await using house = await openPanelHouse(browser(), { language: 'de', account: 'ready', width });
    const { page } = house;
    const user = createPanelUser(page, 'de');
    const { preview } = user.texts.strategy;
    await user.goTo('strategy');
    await user.chooseStrategy('SKIP');
    await user.button(preview.show).click();
    await page.getByText(preview.result(10)).waitFor();

    await user.button(preview.choice.open).focus();
    const gaps: number[] = [];
    for (let contact = 1; contact <= 10; contact += 1) {
      await page.keyboard.press('Tab');
      gaps.push(await gapAboveBar(page));
    }
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
  },
);

/** How far the bottom of what has the focus is above the top of the bar, in pixels. */
async function gapAboveBar(page: Page): Promise<number> {
  const bar = await page.locator('.gfc-save').boundingBox();
  const focused = await page.locator('summary:focus').boundingBox();
  if (!bar || !focused) throw new Error('the bar, or a contact that has the focus, is not there');
  return bar.y - (focused.y + focused.height);
}
