import { expect, test } from 'vitest';
import { openPanelHouse } from '../../../test/harness/panel-house.ts';
import { testBrowser } from '../../../test/harness/test-browser.ts';

const browser = testBrowser();

test('what is loading breathes, but for whoever wants no motion nothing moves', async () => {
  await using house = await openPanelHouse(browser(), { language: 'en' });
  const { page } = house;
  // Never answered, so that the panel goes on waiting.
  await page.route(/config\.list/, () => undefined);
  await house.reopen();
  await page.locator('.gfc-skeleton').waitFor();
  const moving = async () => await page.evaluate(countMoving);
  expect(await moving()).toBe(0);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await expect.poll(moving).toBeGreaterThan(0);
});

/** Runs in the page. */
function countMoving(): number {
  return document.querySelector('gf-crm-settings')?.shadowRoot?.getAnimations().length ?? -1;
}
