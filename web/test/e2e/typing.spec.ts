import { createFormat } from '../../src/i18n/format.ts';
import { expect, LANGUAGES, test } from './fixtures.ts';
import { accessibilityProblems } from './support/accessibility.ts';
import { asksBeforeLeaving } from './support/asks-before-leaving.ts';

test.use({ language: 'en' });

for (const language of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('typed values stay while the panel is open, in memory only, and leaving the page asks first', async ({
      page,
      user,
      account,
      host,
    }) => {
      await host.open();
      const { texts } = user;
      await user.connect();
      await user.fillCredentials(account.credentials);
      await user.button(texts.common.back).click();
      await expect(user.heading(texts.overview.empty.title)).toBeVisible();
      await user.connect();
      for (const [name, value] of Object.entries(account.credentials))
        await expect(user.credential(name)).toHaveValue(value);
      expect(await page.evaluate(everythingStored)).not.toContain(account.credentials.clientSecret);

      const asked: string[] = [];
      page.on('dialog', (dialog) => {
        asked.push(dialog.type());
        void dialog.dismiss();
      });
      await page.close({ runBeforeUnload: true });
      await expect.poll(() => asked).toEqual(['beforeunload']);
    });
  });
}

test('a new secret of a stored connection stays until it is saved or discarded', async ({
  page,
  user,
  account,
  host,
}) => {
  const { credentials } = user.texts;
  await account.setUp();
  await host.open();
  await user.goTo('credentials');
  await user.button(credentials.replaceSecret).click();
  await user.fillCredentials({ clientSecret: 'a new secret' });
  await user.goTo('mapping');
  await user.goTo('credentials');
  await expect(user.credential('clientSecret')).toHaveValue('a new secret');
  await expect(page.getByText(credentials.changes.secret.text)).toBeVisible();

  await user.button(credentials.discard).click();
  await expect(user.button(credentials.replaceSecret)).toBeVisible();
  await expect(page.getByText(credentials.changes.secret.text)).toHaveCount(0);
  expect(await page.evaluate(asksBeforeLeaving)).toBe(false);
});

test('a click on the button right after typing the URL corrects it and still counts', async ({
  page,
  user,
  account,
  host,
}) => {
  await host.open();
  const { credentials } = user.texts;
  await user.connect();
  const { environmentUrl } = account.credentials;
  await user.fillCredentials({
    ...account.credentials,
    environmentUrl: ` ${environmentUrl}/main.aspx?appid=1 `,
  });
  expect(await user.testConnection()).toBe('UP');
  await expect(user.credential('environmentUrl')).toHaveValue(environmentUrl);
  await expect(
    page.locator('.gfc-field-note').getByText(credentials.addressCorrected(environmentUrl)),
  ).toBeVisible();
});

for (const language of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('a test result is never shown for other values', async ({ page, user, account, host }) => {
      await host.open();
      const { testResult } = user.texts.credentials;
      await user.connect();
      await user.fillCredentials({ ...account.credentials, clientSecret: 'wrong~secret' });
      expect(await user.testConnection()).toBe('DOWN');
      await user.fillCredentials({ clientSecret: 'another' });
      await expect(user.heading(testResult.outdated)).toBeVisible();
      await expect(user.heading(testResult.down)).toHaveCount(0);
      await expect(page.getByText(String(user.texts.errors.CLIENT_SECRET_WRONG.title))).toBeVisible();
      expect(await accessibilityProblems(page)).toEqual([]);
      await user.fillCredentials({ clientSecret: 'wrong~secret' });
      await expect(user.heading(testResult.down)).toBeVisible();
    });
  });
}

test('the expiry date of the secret can be entered after the test, which stays passed', async ({
  page,
  user,
  account,
  host,
}) => {
  await host.open();
  const { testResult } = user.texts.credentials;
  await user.connect();
  await user.fillCredentials(account.credentials);
  expect(await user.testConnection()).toBe('UP');
  await user.fillCredentials({ clientSecretExpiresOn: '2090-01-31' });
  await expect(page.locator('.gfc-field-note').getByText(createFormat('en').day('2090-01-31'))).toBeVisible();
  await expect(user.heading(testResult.outdated)).toHaveCount(0);
  await user.saveCredentials();
});

for (const [language, phase, daysLeft] of [
  ['de', 'LATER', 400],
  ['en', 'SOON', 20],
  ['de', 'PAST', -3],
] as const) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test(`a day is written out, with the phase ${phase}`, async ({ page, user, host }) => {
      await host.open();
      await user.connect();
      const today = new Date();
      const date = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate() + daysLeft);
      const day = new Date(date).toISOString().slice(0, 10);
      await user.credential('clientSecretExpiresOn').fill(day);
      const format = createFormat(language);
      await expect(
        page.getByText(user.texts.credentials.expiry[phase](format.day(day), format.daysAway(daysLeft))),
      ).toBeVisible();
      expect(await accessibilityProblems(page)).toEqual([]);
    });
  });
}

for (const language of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('a date in an implausible year is refused', async ({ page, user, host }) => {
      await host.open();
      const { credentials } = user.texts;
      await user.connect();
      const day = user.credential('clientSecretExpiresOn');
      for (const absurd of ['0001-01-01', '9999-12-31']) {
        await day.fill(absurd);
        await day.blur();
        await expect(page.getByText(credentials.dateOutOfRange)).toBeVisible();
        await expect(page.locator('.gfc-field-note')).toHaveCount(0);
        expect(await accessibilityProblems(page)).toEqual([]);
        await day.fill('2090-01-31');
        await expect(page.getByText(credentials.dateOutOfRange)).toHaveCount(0);
      }
    });
  });
}

/** Runs in the page. */
function everythingStored(): string {
  return JSON.stringify([localStorage, sessionStorage, document.cookie, location.href, history.state]);
}
