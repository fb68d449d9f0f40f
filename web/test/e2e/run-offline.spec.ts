import { expect, LANGUAGES, test } from './fixtures.ts';
import { accessibilityProblems } from './support/accessibility.ts';

/** The CRM is unavailable, so that the run stays open. */
const unavailable = {
  match: { url: 'batch' },
  times: null,
  action: { type: 'respond', status: 503 },
} as const;

for (const language of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('numbers are marked as outdated without a network and while the service restarts, and recover automatically', async ({
      page,
      user,
      account,
      emulator,
      host,
      harness,
    }) => {
      const { sync, common } = user.texts;
      const lost = page.getByText(sync.lost('').split('.')[0] ?? '');
      await account.setUp();
      await host.open();
      emulator.addFaults(unavailable);
      await account.push([{ id: 'a', email: 'a@example.com', lastName: 'A' }]);
      await expect(user.heading(sync.current).or(user.heading(sync.statuses.PAUSED))).toBeVisible();

      await page.context().setOffline(true);
      await expect(page.getByText(common.offline)).toBeVisible();
      await expect(lost).toBeVisible();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.context().setOffline(false);
      await expect(lost).toHaveCount(0);

      const startService = await harness.stopService();
      await expect(lost).toBeVisible();
      await startService();
      await expect(lost).toHaveCount(0);

      emulator.clearFaults();
      await expect(user.heading(sync.finished.COMPLETED)).toBeVisible();
      expect(await host.events()).toContain('run-finished');
    });
  });
}
