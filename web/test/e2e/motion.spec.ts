import { expect, test } from './fixtures.ts';

test.use({ language: 'en' });

test('the loading placeholder is animated, but not for users who prefer reduced motion', async ({
  page,
  host,
}) => {
  // Never answered, so that the panel keeps waiting.
  await page.route(/config\.list/, () => undefined);
  await host.open();
  await expect(page.locator('.gfc-skeleton')).toBeVisible();
  const moving = async () => await page.evaluate(countMoving);
  expect(await moving()).toBe(0);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await expect.poll(moving).toBeGreaterThan(0);
});

/** Runs in the page. */
function countMoving(): number {
  return document.querySelector('gf-crm-settings')?.shadowRoot?.getAnimations().length ?? -1;
}
