import { expect, LANGUAGES, test } from './fixtures.ts';
import { accessibilityProblems } from './support/accessibility.ts';

for (const language of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('a network that is lost during the test is reported, and trying again works', async ({
      page,
      user,
      account,
      emulator,
      host,
    }) => {
      await host.open();
      const { texts } = user;
      emulator.addFaults({ match: { url: 'WhoAmI' }, action: { type: 'delay', delayMs: 60_000 } });
      await user.connect();
      await user.fillCredentials(account.credentials);
      await user.button(texts.credentials.test).click();
      const token = page.getByRole('listitem').filter({ hasText: texts.checks.TOKEN });
      await expect(token.getByText(texts.credentials.testResult.passed)).toBeVisible();

      await page.context().setOffline(true);
      await expect(page.getByText(texts.common.offline)).toBeVisible();
      await expect(page.getByText(String(texts.errors.API_UNREACHABLE.title))).toBeVisible();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.context().setOffline(false);
      await expect(page.getByText(texts.common.offline)).toHaveCount(0);
      await expect(user.credential('clientSecret')).toHaveValue(account.credentials.clientSecret);
      await user.button(texts.common.retry).click();
      await expect(user.heading(texts.credentials.testResult.up)).toBeVisible();
    });
  });
}
