import { expect, test } from './fixtures.ts';

test.use({ language: 'en' });

test('a double click starts one run and toggles once', async ({ page, user, account, host }) => {
  await account.setUp();
  await host.open();

  await user.button(user.texts.sync.start).dblclick();
  const started = () => host.addresses.filter((address) => address.includes('sync.start'));
  await expect.poll(() => started().length).toBe(1);

  const changes = () => host.addresses.filter((address) => address.includes('config.update')).length;
  const before = changes();
  await page.getByRole('switch').dblclick();
  await expect(page.getByRole('switch')).toHaveAttribute('aria-checked', 'false');
  expect(changes() - before).toBe(1);
  expect(started()).toHaveLength(1);
});
