import { expect, LANGUAGES, test } from './fixtures.ts';
import { accessibilityProblems } from './support/accessibility.ts';

const many = Array.from({ length: 30 }, (_, index) => ({
  id: `c${index}`,
  email: `person${index}@example.org`,
  lastName: `Person ${index}`,
}));
const slowly = { match: { url: 'batch' }, times: null, action: { type: 'delay', delayMs: 10_000 } } as const;

for (const language of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('a reopened panel shows the current run, which can be cancelled', async ({
      page,
      user,
      account,
      emulator,
      host,
    }) => {
      const { sync } = user.texts;
      await account.setUp();
      await host.open();
      emulator.addFaults(slowly);
      await account.push(many);

      await host.open();
      await expect(user.heading(sync.current)).toBeVisible();
      await expect(page.getByRole('progressbar', { name: sync.progressLabel })).toBeVisible();
      await user.button(sync.cancel).click();
      await page.getByRole('dialog').getByRole('button', { name: sync.cancel }).click();
      emulator.clearFaults();
      await expect(user.heading(sync.finished.CANCELLED)).toBeVisible();
      await expect(user.text(sync.finished.cancelledText)).toBeVisible();
      expect(await host.events()).toContain('run-finished');
    });

    test('a disabled application user pauses the run, which says so and continues once a test succeeds', async ({
      page,
      user,
      account,
      emulator,
      host,
    }) => {
      const { texts } = user;
      await account.setUp();
      await host.open();
      emulator.setUser({ state: 'disabled' });
      await account.push(many);
      await expect(page.getByText(texts.sync.pauses.RECONNECT.title)).toBeVisible();
      await expect(page.getByText(String(texts.errors.APPLICATION_USER_DISABLED.title))).toBeVisible();

      expect(await accessibilityProblems(page)).toEqual([]);

      emulator.setUser({ state: 'present' });
      await user.button(texts.integration.notices.reconnect).click();
      expect(await user.testConnection()).toBe('UP');
      await user.goTo('sync');
      await expect(user.heading(texts.sync.finished.COMPLETED)).toBeVisible();
    });
  });
}
