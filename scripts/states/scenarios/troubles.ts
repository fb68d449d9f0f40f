import { setUpIntegration } from '../../../demo/src/first-sync.ts';
import type { Scenario } from '../scenario.ts';

const DAY_MS = 86_400_000;

/** A connection that needs attention, and its removal. */
export const troublesScenario: Scenario = {
  name: 'troubles',
  states: [
    {
      name: 'secret-expires',
      async reach({ page, user, texts, account, host }) {
        await setUpIntegration(account.api, { ...account.credentials, clientSecretExpiresOn: dayIn(9) });
        await host.open();
        await user.goTo('strategy');
        await page.getByText(texts.integration.notices.secretExpiresNext).waitFor();
      },
    },
    {
      name: 'secret-expired',
      async reach({ page, user, texts, account, host }) {
        const { id: integrationId, version } = await account.integration();
        const credentials = { clientSecretExpiresOn: dayIn(-2) };
        await account.api.config.update.mutate({ integrationId, version, credentials });
        await host.open();
        await user.goTo('strategy');
        await page.getByText(texts.integration.notices.secretExpiredNext).waitFor();
      },
    },
    {
      name: 'remove-dialog',
      async reach({ user, texts }) {
        await user.button(texts.integration.remove.open).click();
        await user.heading(texts.integration.remove.stays('Dynamics')).waitFor();
      },
    },
    {
      name: 'switched-off',
      async reach({ page, user, texts }) {
        await page.keyboard.press('Escape');
        await page.getByRole('switch').click();
        await user.goTo('sync');
        await page.getByText(texts.sync.disabled.title).waitFor();
      },
    },
  ],
};

function dayIn(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}
