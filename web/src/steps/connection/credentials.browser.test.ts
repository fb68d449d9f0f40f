import { expect, test } from 'vitest';
import { accessibilityProblems } from '../../../test/harness/accessibility.ts';
import { openPanelHouse } from '../../../test/harness/panel-house.ts';
import { createPanelUser } from '../../../test/harness/panel-user.ts';
import { testBrowser } from '../../../test/harness/test-browser.ts';

const browser = testBrowser();

test('what is missing is said at its field, and the first such field takes the focus', async () => {
  await using house = await openPanelHouse(browser(), { language: 'en' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'en');
  const { texts } = user;
  await user.connect();
  const { clientSecret: _forgotten, ...others } = demo.credentials;
  await user.fillCredentials(others);
  await user.button(texts.credentials.test).click();
  const secret = user.credential('clientSecret');
  await page.getByText(texts.credentials.required).waitFor();
  expect(await secret.getAttribute('aria-invalid')).toBe('true');
  expect(await secret.evaluate((input) => input.matches(':focus'))).toBe(true);
});

test('a pasted Secret ID is recognised, and a whole address is put right as soon as it is left', async () => {
  await using house = await openPanelHouse(browser(), { language: 'de' });
  const { page } = house;
  const user = createPanelUser(page, 'de');
  const { texts } = user;
  await user.connect();
  await user.fillCredentials({
    clientSecret: '12345678-90ab-cdef-1234-567890abcdef',
    environmentUrl: 'https://Org1.crm4.dynamics.com/main.aspx?appid=1',
  });
  const address = user.credential('environmentUrl');
  await address.blur();
  await page.getByText(texts.credentials.secretIdPasted).waitFor();
  const origin = 'https://org1.crm4.dynamics.com';
  await page.locator('.gfc-field-note').getByText(texts.credentials.addressCorrected(origin)).waitFor();
  expect(await address.inputValue()).toBe(origin);
  expect(await page.getByRole('status').textContent()).toContain(origin);
});

test('an address without encryption is put right, and an id in brackets is taken for one', async () => {
  await using house = await openPanelHouse(browser(), { language: 'en' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'en');
  const { texts } = user;
  await user.connect();
  await user.fillCredentials({ environmentUrl: 'http://org1.crm4.dynamics.com' });
  await user.credential('environmentUrl').blur();
  const origin = 'https://org1.crm4.dynamics.com';
  await page.locator('.gfc-field-note').getByText(texts.credentials.addressCorrected(origin)).waitFor();
  expect(await user.credential('environmentUrl').inputValue()).toBe(origin);

  const { clientId, environmentUrl } = demo.credentials;
  await user.fillCredentials({
    ...demo.credentials,
    clientId: `{${clientId}}`,
    environmentUrl: `<${environmentUrl}>`,
  });
  expect(await user.testConnection()).toBe('UP');
  expect(await user.credential('environmentUrl').inputValue()).toBe(environmentUrl);
});

test('a failed check says what is wrong and who mends it; only a test that succeeds leads on', async () => {
  await using house = await openPanelHouse(browser(), { language: 'de' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'de');
  const { texts } = user;
  await user.connect();
  await user.fillCredentials({ ...demo.credentials, clientSecret: 'wrong~secret' });
  expect(await user.testConnection()).toBe('DOWN');
  await page.getByText(String(texts.errors.CLIENT_SECRET_WRONG.title)).waitFor();
  await page.getByText(texts.responsible.YOU).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await user.button(texts.credentials.saveAndContinue).count()).toBe(0);

  await user.fillCredentials({ clientSecret: demo.credentials.clientSecret });
  demo.emulator.changePrivileges({ prvReadContact: 'Basic' });
  expect(await user.testConnection()).toBe('DOWN');
  await page.getByText(String(texts.errors.READ_DEPTH_TOO_NARROW.title)).waitFor();
  await page.getByText(texts.responsible.CRM_ADMIN).waitFor();

  demo.emulator.changePrivileges({ prvReadContact: 'Global' });
  expect(await user.testConnection()).toBe('UP');
  await user.button(texts.credentials.saveAndContinue).waitFor();

  await user.fillCredentials({ tenantId: demo.credentials.clientId });
  expect(await user.button(texts.credentials.saveAndContinue).count()).toBe(0);
});

test('each check appears when it ends, while the next one is still under way', async () => {
  await using house = await openPanelHouse(browser(), { language: 'de' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'de');
  const { texts } = user;
  demo.emulator.addFaults({ match: { url: 'WhoAmI' }, action: { type: 'delay', delayMs: 6_000 } });
  await user.connect();
  await user.fillCredentials(demo.credentials);
  await user.button(texts.credentials.test).click();
  const check = (name: string) => page.getByRole('listitem').filter({ hasText: name });
  await check(texts.checks.TOKEN).getByText(texts.credentials.testResult.passed).waitFor();
  expect(await check(texts.checks.READ_CONTACTS).textContent()).toContain(
    texts.credentials.testResult.waiting,
  );
  await user.heading(texts.credentials.testResult.up).waitFor();
});

test('a stored secret is never shown again, only how it ends', async () => {
  await using house = await openPanelHouse(browser(), { language: 'de' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'de');
  await user.setUp(demo.credentials);
  await user.goTo('credentials');
  const { clientSecret } = demo.credentials;
  const panel = page.getByRole('region', { name: user.texts.common.panelLabel });
  const shown = await panel.innerText();
  expect(shown).toContain(clientSecret.slice(-4));
  expect(shown).not.toContain(clientSecret.slice(0, -4));
  await user.button(user.texts.credentials.replaceSecret).click();
  expect(await user.credential('clientSecret').inputValue()).toBe('');
});

test('a change of stored credentials is announced once', async () => {
  await using house = await openPanelHouse(browser(), { language: 'en', account: 'ready' });
  const { page } = house;
  const user = createPanelUser(page, 'en');
  await user.goTo('credentials');
  await page.locator('input[name=name]').fill('Our CRM');
  await user.button(user.texts.credentials.saveChanges).click();
  await page.locator('.gfc-notice').getByText(user.texts.credentials.saved).waitFor();
  expect(await page.getByText(user.texts.credentials.saved).count()).toBe(1);
});
