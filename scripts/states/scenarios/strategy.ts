import { SAMPLE_DOMAINS, sampleContacts } from '../../../demo/src/sample-contacts.ts';
import type { Scenario } from '../scenario.ts';

/** The rules, their preview, and two people who change them. */
export const strategyScenario: Scenario = {
  name: 'strategy',
  states: [
    {
      name: 'preview-empty',
      async reach({ page, user, texts, account, host }) {
        await account.setUp();
        await host.open();
        await user.goTo('strategy');
        await user.button(texts.strategy.preview.show).click();
        await page.getByText(texts.strategy.preview.empty).waitFor();
      },
    },
    {
      name: 'cards',
      // Pushed while the integration is disabled, so that these contacts are not synced yet.
      async reach({ user, account, host }) {
        const { id: integrationId, version } = await account.integration();
        await account.api.config.update.mutate({ integrationId, version, enabled: false });
        await account.pushSamples();
        await host.open();
        await user.goTo('strategy');
      },
    },
    {
      name: 'preview-pending',
      async reach({ page, user, texts, network }) {
        await network.hold('sync.preview');
        await user.button(texts.strategy.preview.show).click();
        await page.getByText(texts.strategy.preview.loading).waitFor();
      },
    },
    {
      name: 'preview',
      async reach({ page, network }) {
        await network.letGo();
        await page
          .locator('summary', { hasText: sampleContacts(SAMPLE_DOMAINS.fresh)[2]?.email ?? '' })
          .click();
        await page.getByRole('table').last().waitFor();
      },
    },
    {
      name: 'preview-choice',
      async reach({ page, user, texts }) {
        const { choice } = texts.strategy.preview;
        await user.button(choice.open).click();
        await page.getByLabel(choice.search).fill('le');
        await page.locator('.gfc-choice').getByRole('checkbox').first().check();
        await user.button(choice.clear).waitFor();
      },
    },
    {
      name: 'preview-failed',
      async reach({ page, user, texts, emulator }) {
        emulator.setUser({ state: 'disabled' });
        await user.button(texts.strategy.preview.refresh).click();
        await page.getByText(String(texts.errors.APPLICATION_USER_DISABLED.title)).first().waitFor();
      },
    },
    {
      name: 'save-bar',
      async reach({ page, user, texts, account, emulator, host }) {
        emulator.setUser({ state: 'present' });
        const { id: integrationId, version } = await account.integration();
        await account.api.config.update.mutate({ integrationId, version, enabled: true });
        await account.untilRunsEnd();
        await host.open();
        await user.goTo('strategy');
        await page.getByRole('radio', { name: texts.strategy.strategies.SKIP.title }).check();
        await user.button(texts.strategy.save).waitFor();
      },
    },
    {
      name: 'conflict',
      async reach({ page, user, texts, account }) {
        const { id: integrationId, version } = await account.integration();
        await account.api.config.update.mutate({ integrationId, version, strategy: 'UPDATE_IF_EMPTY' });
        await user.button(texts.strategy.save).click();
        await page.getByText(texts.strategy.conflict.title('Alex Beispiel')).waitFor();
      },
    },
  ],
};
