import { setUpIntegration } from '../../../demo/src/first-sync.ts';
import type { Story } from '../stage.ts';

/** All connections of an account: not known yet, none, several in different health. */
export const overviewStory: Story = {
  name: 'overview',
  states: [
    {
      name: 'loading',
      async reach({ page, network, reopen }) {
        await network.hold('config.list');
        await reopen();
        await page.locator('.gfc-skeleton').waitFor();
      },
    },
    {
      name: 'failed',
      async reach({ user, texts, network, reopen }) {
        await network.letGo();
        await network.cut('config.list');
        await reopen();
        await user.button(texts.common.retry).waitFor();
      },
    },
    {
      name: 'offline',
      async reach({ page, texts, network, reopen, user }) {
        await network.letGo();
        await reopen();
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
      async reach({ page, texts, demo, colleague, pushSamples, runsEnd, reopen }) {
        const { credentials } = demo;
        const provider = 'microsoft-dynamics';
        await setUpIntegration(colleague, credentials);
        await colleague.config.create.mutate({ provider, name: 'Sandbox', credentials });
        await pushSamples();
        await runsEnd();
        await reopen();
        await page.getByText(texts.overview.failedItems(2)).waitFor();
      },
    },
  ],
};
