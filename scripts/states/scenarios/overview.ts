import { setUpIntegration } from '../../../demo/src/first-sync.ts';
import type { Scenario } from '../scenario.ts';

/** All connections of an account: not known yet, none, several in different health. */
export const overviewScenario: Scenario = {
  name: 'overview',
  states: [
    {
      name: 'loading',
      async reach({ page, host, network }) {
        await network.hold('config.list');
        await host.open();
        await page.locator('.gfc-skeleton').waitFor();
      },
    },
    {
      name: 'failed',
      async reach({ user, texts, host, network }) {
        await network.letGo();
        await network.cut('config.list');
        await host.open();
        await user.button(texts.common.retry).waitFor();
      },
    },
    {
      name: 'offline',
      async reach({ page, user, texts, host, network }) {
        await network.letGo();
        await host.open();
        await user.heading(texts.overview.empty.title).waitFor();
        await page.context().setOffline(true);
        await page.getByText(texts.common.offline).waitFor();
      },
    },
    {
      name: 'empty',
      async reach({ page, texts }) {
        await page.context().setOffline(false);
        await page.getByText(texts.common.offline).waitFor({ state: 'detached' });
      },
    },
    {
      name: 'several',
      async reach({ page, texts, account, host }) {
        const { credentials } = account;
        const provider = 'microsoft-dynamics';
        await setUpIntegration(account.api, credentials);
        await account.failOnRefusedValues();
        await account.api.config.create.mutate({ provider, name: 'Sandbox', credentials });
        await account.pushSamples();
        await account.untilRunsEnd();
        await host.open();
        await page.getByText(texts.overview.failedItems(2)).waitFor();
      },
    },
  ],
};
