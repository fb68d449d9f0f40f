import { expect, test } from 'vitest';
import { accessibilityProblems } from '../../../test/harness/accessibility.ts';
import { asksBeforeLeaving } from '../../../test/harness/asks-before-leaving.ts';
import { openPanelHouse } from '../../../test/harness/panel-house.ts';
import { createPanelUser } from '../../../test/harness/panel-user.ts';
import { testBrowser } from '../../../test/harness/test-browser.ts';
import { createFormat } from '../../i18n/format.ts';

const browser = testBrowser();

test.each(['de', 'en'] as const)(
  'what is typed stays while the panel is open, in memory only, and is guarded at its end (%s)',
  async (language) => {
    await using house = await openPanelHouse(browser(), { language });
    const { page, demo } = house;
    const user = createPanelUser(page, language);
    const { texts } = user;
    await user.connect();
    await user.fillCredentials(demo.credentials);
    await user.button(texts.common.back).click();
    await user.heading(texts.overview.empty.title).waitFor();
    await user.connect();
    for (const [name, value] of Object.entries(demo.credentials))
      expect(await user.credential(name).inputValue()).toBe(value);
    expect(await page.evaluate(everythingStored)).not.toContain(demo.credentials.clientSecret);

    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    await page.close({ runBeforeUnload: true });
    await expect.poll(() => asked).toEqual(['beforeunload']);
  },
);

test('a new secret of a stored connection stays too, until it is saved or dropped', async () => {
  await using house = await openPanelHouse(browser(), { language: 'en' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'en');
  const { credentials } = user.texts;
  await user.setUp(demo.credentials);
  await user.goTo('credentials');
  await user.button(credentials.replaceSecret).click();
  await user.fillCredentials({ clientSecret: 'a new secret' });
  await user.goTo('mapping');
  await user.goTo('credentials');
  expect(await user.credential('clientSecret').inputValue()).toBe('a new secret');
  await page.getByText(credentials.changes.secret.text).waitFor();

  await user.button(credentials.discard).click();
  await user.button(credentials.replaceSecret).waitFor();
  expect(await page.getByText(credentials.changes.secret.text).count()).toBe(0);
  expect(await page.evaluate(asksBeforeLeaving)).toBe(false);
});

test('pressing the button straight from the address puts it right, and the click arrives', async () => {
  await using house = await openPanelHouse(browser(), { language: 'de' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'de');
  const { credentials } = user.texts;
  await user.connect();
  const { environmentUrl } = demo.credentials;
  await user.fillCredentials({
    ...demo.credentials,
    environmentUrl: ` ${environmentUrl}/main.aspx?appid=1 `,
  });
  expect(await user.testConnection()).toBe('UP');
  expect(await user.credential('environmentUrl').inputValue()).toBe(environmentUrl);
  await page.locator('.gfc-field-note').getByText(credentials.addressCorrected(environmentUrl)).waitFor();
});

test.each(['de', 'en'] as const)(
  'a result is never taken for that of other values (%s)',
  async (language) => {
    await using house = await openPanelHouse(browser(), { language });
    const { page, demo } = house;
    const user = createPanelUser(page, language);
    const { testResult } = user.texts.credentials;
    await user.connect();
    await user.fillCredentials({ ...demo.credentials, clientSecret: 'wrong~secret' });
    expect(await user.testConnection()).toBe('DOWN');
    await user.fillCredentials({ clientSecret: 'another' });
    await user.heading(testResult.outdated).waitFor();
    expect(await user.heading(testResult.down).count()).toBe(0);
    await page.getByText(String(user.texts.errors.CLIENT_SECRET_WRONG.title)).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await user.fillCredentials({ clientSecret: 'wrong~secret' });
    await user.heading(testResult.down).waitFor();
  },
);

test('the day on which the secret expires may be entered after the test, which stays passed', async () => {
  await using house = await openPanelHouse(browser(), { language: 'en' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'en');
  const { testResult } = user.texts.credentials;
  await user.connect();
  await user.fillCredentials(demo.credentials);
  expect(await user.testConnection()).toBe('UP');
  await user.fillCredentials({ clientSecretExpiresOn: '2090-01-31' });
  await page.locator('.gfc-field-note').getByText(createFormat('en').day('2090-01-31')).waitFor();
  expect(await user.heading(testResult.outdated).count()).toBe(0);
  await user.saveCredentials();
});

test.each([
  ['de', 'LATER', 400],
  ['en', 'SOON', 20],
  ['de', 'PAST', -3],
] as const)('in %s, a day is written out, and said to be %s', async (language, phase, daysLeft) => {
  await using house = await openPanelHouse(browser(), { language });
  const { page } = house;
  const user = createPanelUser(page, language);
  await user.connect();
  const today = new Date();
  const date = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate() + daysLeft);
  const day = new Date(date).toISOString().slice(0, 10);
  await user.credential('clientSecretExpiresOn').fill(day);
  const format = createFormat(language);
  await page
    .getByText(user.texts.credentials.expiry[phase](format.day(day), format.daysAway(daysLeft)))
    .waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
});

test.each(['de', 'en'] as const)('a day in a year that cannot be meant is refused (%s)', async (language) => {
  await using house = await openPanelHouse(browser(), { language });
  const { page } = house;
  const user = createPanelUser(page, language);
  const { credentials } = user.texts;
  await user.connect();
  const day = user.credential('clientSecretExpiresOn');
  for (const absurd of ['0001-01-01', '9999-12-31']) {
    await day.fill(absurd);
    await day.blur();
    await page.getByText(credentials.dateOutOfRange).waitFor();
    expect(await page.locator('.gfc-field-note').count()).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
    await day.fill('2090-01-31');
    await page.getByText(credentials.dateOutOfRange).waitFor({ state: 'detached' });
  }
});

/** Runs in the page. */
function everythingStored(): string {
  return JSON.stringify([localStorage, sessionStorage, document.cookie, location.href, history.state]);
}
