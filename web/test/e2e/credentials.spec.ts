import { expect, test } from './fixtures.ts';
import { accessibilityProblems } from './support/accessibility.ts';

test.beforeEach(async ({ host, user }) => {
  await host.open();
  await user.connect();
});

test.describe('in English', () => {
  test.use({ language: 'en' });

  test('a missing value is reported at its field, and the first such field takes the focus', async ({
    page,
    user,
    account,
  }) => {
    const { texts } = user;
    const { clientSecret: _missing, ...others } = account.credentials;
    await user.fillCredentials(others);
    await user.button(texts.credentials.test).click();
    const secret = user.credential('clientSecret');
    await expect(page.getByText(texts.credentials.required)).toBeVisible();
    await expect(secret).toHaveAttribute('aria-invalid', 'true');
    await expect(secret).toBeFocused();
  });

  test('an address without encryption is corrected, and an id in brackets is accepted', async ({
    page,
    user,
    account,
  }) => {
    const { texts } = user;
    await user.fillCredentials({ environmentUrl: 'http://org1.crm4.dynamics.com' });
    await user.credential('environmentUrl').blur();
    const origin = 'https://org1.crm4.dynamics.com';
    await expect(
      page.locator('.gfc-field-note').getByText(texts.credentials.addressCorrected(origin)),
    ).toBeVisible();
    await expect(user.credential('environmentUrl')).toHaveValue(origin);

    const { clientId, environmentUrl } = account.credentials;
    await user.fillCredentials({
      ...account.credentials,
      clientId: `{${clientId}}`,
      environmentUrl: `<${environmentUrl}>`,
    });
    expect(await user.testConnection()).toBe('UP');
    await expect(user.credential('environmentUrl')).toHaveValue(environmentUrl);
  });

  test('a change of stored credentials is announced once', async ({ page, user, account, host }) => {
    const { credentials } = user.texts;
    await account.setUp();
    await host.open();
    await user.goTo('credentials');
    await page.locator('input[name=name]').fill('Our CRM');
    await user.button(credentials.saveChanges).click();
    await expect(page.locator('.gfc-notice').getByText(credentials.saved)).toBeVisible();
    await expect(page.getByText(credentials.saved)).toHaveCount(1);
  });
});

test('a pasted Secret ID is recognised, and a whole address is corrected as soon as the field is left', async ({
  page,
  user,
}) => {
  const { texts } = user;
  await user.fillCredentials({
    clientSecret: '12345678-90ab-cdef-1234-567890abcdef',
    environmentUrl: 'https://Org1.crm4.dynamics.com/main.aspx?appid=1',
  });
  const address = user.credential('environmentUrl');
  await address.blur();
  await expect(page.getByText(texts.credentials.secretIdPasted)).toBeVisible();
  const origin = 'https://org1.crm4.dynamics.com';
  await expect(
    page.locator('.gfc-field-note').getByText(texts.credentials.addressCorrected(origin)),
  ).toBeVisible();
  await expect(address).toHaveValue(origin);
  await expect(page.getByRole('status')).toContainText(origin);
});

test('a failed check says what is wrong and who can fix it; only a successful test leads to the next step', async ({
  page,
  user,
  account,
  emulator,
}) => {
  const { texts } = user;
  await user.fillCredentials({ ...account.credentials, clientSecret: 'wrong~secret' });
  expect(await user.testConnection()).toBe('DOWN');
  await expect(page.getByText(String(texts.errors.CLIENT_SECRET_WRONG.title))).toBeVisible();
  await expect(page.getByText(texts.responsible.YOU)).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await expect(user.button(texts.credentials.saveAndContinue)).toHaveCount(0);

  await user.fillCredentials({ clientSecret: account.credentials.clientSecret });
  emulator.changePrivileges({ prvReadContact: 'Basic' });
  expect(await user.testConnection()).toBe('DOWN');
  await expect(page.getByText(String(texts.errors.READ_DEPTH_TOO_NARROW.title))).toBeVisible();
  await expect(page.getByText(texts.responsible.CRM_ADMIN)).toBeVisible();

  emulator.changePrivileges({ prvReadContact: 'Global' });
  expect(await user.testConnection()).toBe('UP');
  await expect(user.button(texts.credentials.saveAndContinue)).toBeVisible();

  await user.fillCredentials({ tenantId: account.credentials.clientId });
  await expect(user.button(texts.credentials.saveAndContinue)).toHaveCount(0);
});

test('each check appears when it ends, while the next one is still running', async ({
  page,
  user,
  account,
  emulator,
}) => {
  const { texts } = user;
  emulator.addFaults({ match: { url: 'WhoAmI' }, action: { type: 'delay', delayMs: 6_000 } });
  await user.fillCredentials(account.credentials);
  await user.button(texts.credentials.test).click();
  const check = (name: string) => page.getByRole('listitem').filter({ hasText: name });
  await expect(check(texts.checks.TOKEN).getByText(texts.credentials.testResult.passed)).toBeVisible();
  expect(await check(texts.checks.READ_CONTACTS).textContent()).toContain(
    texts.credentials.testResult.waiting,
  );
  await expect(user.heading(texts.credentials.testResult.up)).toBeVisible();
});

test('a stored secret is never shown again, only its last characters', async ({
  page,
  user,
  account,
  host,
}) => {
  await account.setUp();
  await host.open();
  await user.goTo('credentials');
  const { clientSecret } = account.credentials;
  const panel = page.getByRole('region', { name: user.texts.common.panelLabel });
  await expect(panel).toContainText(clientSecret.slice(-4));
  expect(await panel.innerText()).not.toContain(clientSecret.slice(0, -4));
  await user.button(user.texts.credentials.replaceSecret).click();
  await expect(user.credential('clientSecret')).toHaveValue('');
});

test('other settings that another person changes meanwhile do not stop credentials from being saved', async ({
  page,
  user,
  account,
  host,
}) => {
  const { credentials, integration } = user.texts;
  const { id, version } = await account.setUp();
  await host.open();
  await user.goTo('credentials');
  await page.getByLabel(credentials.name).fill('Ours');
  await account.api.config.update.mutate({ integrationId: id, version, strategy: 'SKIP' });
  await user.button(credentials.saveChanges).click();
  await expect(page.getByText(integration.meanwhile.text, { exact: true })).toBeVisible();
  expect(await account.integration()).toMatchObject({ name: 'Ours', strategy: 'SKIP' });
});
