import type { Scenario } from '../scenario.ts';

/** The form with its problems, and the test with its results. */
export const credentialsScenario: Scenario = {
  name: 'credentials',
  states: [
    {
      name: 'empty',
      async reach({ user }) {
        await user.connect();
      },
    },
    {
      name: 'missing',
      async reach({ page, user, texts }) {
        await user.button(texts.credentials.test).click();
        await page.getByText(texts.credentials.required).first().waitFor();
      },
    },
    {
      name: 'problems',
      async reach({ page, user, texts }) {
        await user.fillCredentials({
          tenantId: 'no tenant',
          clientId: '12345',
          clientSecret: '12345678-90ab-cdef-1234-567890abcdef',
          environmentUrl: 'https://Org1.crm4.dynamics.com/main.aspx?appid=1',
        });
        await page.keyboard.press('Tab');
        await page.getByText(texts.credentials.secretIdPasted).waitFor();
      },
    },
    {
      name: 'filled',
      async reach({ page, user, texts, account }) {
        await user.fillCredentials(account.credentials);
        await page.getByText(texts.credentials.secretIdPasted).waitFor({ state: 'detached' });
        await page.getByText(texts.credentials.before).click();
      },
    },
    {
      name: 'test-running',
      async reach({ page, user, texts, emulator }) {
        await page.getByText(texts.credentials.before).click();
        emulator.addFaults({ match: { url: 'WhoAmI' }, times: null, action: waitLong });
        await user.button(texts.credentials.test).click();
        await page.getByText(texts.credentials.testResult.passed).first().waitFor();
      },
    },
    {
      name: 'test-failed-secret',
      async reach({ page, user, texts, emulator }) {
        await user.button(texts.credentials.cancelTest).click();
        emulator.clearFaults();
        await user.fillCredentials({ clientSecret: 'wrong~secret' });
        await user.testConnection();
        await page.getByText(String(texts.errors.CLIENT_SECRET_WRONG.title)).waitFor();
      },
    },
    {
      name: 'test-outdated',
      async reach({ user, texts }) {
        await user.fillCredentials({ clientSecret: 'another~secret' });
        await user.heading(texts.credentials.testResult.outdated).waitFor();
      },
    },
    {
      name: 'test-failed-rights',
      async reach({ page, user, texts, account, emulator }) {
        emulator.changePrivileges({ prvCreateContact: null });
        await user.fillCredentials({ clientSecret: account.credentials.clientSecret });
        await user.testConnection();
        await page.getByText(texts.responsible.CRM_ADMIN).first().waitFor();
      },
    },
    {
      name: 'test-noted',
      async reach({ user, texts, emulator }) {
        emulator.changePrivileges({ prvCreateContact: 'Global', prvWriteContact: 'Local' });
        await user.button(texts.credentials.testAgain).click();
        await user.heading(texts.credentials.testResult.upWithNotes).waitFor();
      },
    },
    {
      name: 'test-passed',
      async reach({ user, texts, emulator }) {
        emulator.changePrivileges({ prvWriteContact: 'Global' });
        await user.button(texts.credentials.testAgain).click();
        await user.heading(texts.credentials.testResult.up).waitFor();
      },
    },
    {
      name: 'stored',
      async reach({ user, texts }) {
        await user.saveCredentials();
        await user.goTo('credentials');
        await user.button(texts.credentials.replaceSecret).waitFor();
      },
    },
    {
      name: 'new-secret',
      async reach({ page, user, texts }) {
        await user.button(texts.credentials.replaceSecret).click();
        await user.button(texts.credentials.keepSecret).waitFor();
        await user.fillCredentials({ clientSecret: 'a~new~secret' });
        await user.credential('clientSecret').blur();
        await page.getByText(texts.credentials.changes.secret.title).waitFor();
      },
    },
    {
      name: 'other-environment',
      async reach({ page, user, texts }) {
        await user.fillCredentials({ environmentUrl: 'https://another.crm4.dynamics.com/main.aspx' });
        await user.credential('environmentUrl').blur();
        await page.getByText(texts.credentials.changes.environment.title).waitFor();
      },
    },
    {
      name: 'saved',
      async reach({ page, user, texts, account }) {
        const { environmentUrl, clientSecret } = account.credentials;
        await user.fillCredentials({ environmentUrl, clientSecret, clientSecretExpiresOn: '2030-01-31' });
        await user.testConnection();
        await user.button(texts.credentials.saveChanges).click();
        await page.getByText(texts.credentials.savedOff).waitFor();
      },
    },
  ],
};

const waitLong = { type: 'delay', delayMs: 60_000 } as const;
