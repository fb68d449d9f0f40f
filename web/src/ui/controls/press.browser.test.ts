import { expect, test } from 'vitest';
import { openPanelHouse } from '../../../test/harness/panel-house.ts';
import { createPanelUser } from '../../../test/harness/panel-user.ts';
import { testBrowser } from '../../../test/harness/test-browser.ts';

const browser = testBrowser();

test('a double click starts one run and switches once', async () => {
  await using house = await openPanelHouse(browser(), { language: 'en' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'en');
  await user.setUp(demo.credentials);

  await user.button(user.texts.sync.start).dblclick();
  const started = () => house.addresses.filter((address) => address.includes('sync.start'));
  await expect.poll(() => started().length).toBe(1);

  const changes = () => house.addresses.filter((address) => address.includes('config.update')).length;
  const before = changes();
  await page.getByRole('switch').dblclick();
  await expect.poll(async () => await page.getByRole('switch').getAttribute('aria-checked')).toBe('false');
  expect(changes() - before).toBe(1);
  expect(started()).toHaveLength(1);
});
