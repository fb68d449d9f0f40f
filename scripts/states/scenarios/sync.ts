import type { Scenario } from '../scenario.ts';

/** A run from before it starts to its end. */
export const syncScenario: Scenario = {
  name: 'sync',
  states: [
    {
      name: 'not-started',
      async reach({ page, texts, account, host }) {
        await account.setUp();
        await host.open();
        await page.getByText(texts.sync.history.empty).waitFor();
      },
    },
    {
      name: 'running',
      async reach({ page, user, texts, account, emulator }) {
        emulator.addFaults({ match: { url: 'batch' }, times: null, action: waitLong });
        await account.pushSamples();
        await user.heading(texts.sync.current).waitFor();
        await page.getByRole('progressbar').waitFor();
      },
    },
    {
      name: 'cancel-dialog',
      async reach({ page, user, texts }) {
        await user.button(texts.sync.cancel).click();
        await page.getByRole('dialog').waitFor();
      },
    },
    {
      name: 'cancelled',
      async reach({ page, user, texts, emulator }) {
        await page.getByRole('dialog').getByRole('button', { name: texts.sync.cancel }).click();
        emulator.clearFaults();
        await user.heading(texts.sync.finished.CANCELLED).waitFor();
      },
    },
  ],
};

/** Runs that wait: for the CRM, and for an administrator. */
export const pausesScenario: Scenario = {
  name: 'pauses',
  states: [
    {
      name: 'throttled',
      async reach({ page, texts, account, emulator, host }) {
        await account.setUp();
        await host.open();
        emulator.addFaults({
          match: { url: 'batch' },
          times: null,
          action: { type: 'throttle', limit: 'requests', retryAfter: 3600 },
        });
        await account.pushSamples();
        await page.getByText(texts.sync.pauses.THROTTLED.title).waitFor();
      },
    },
  ],
};

export const reconnectScenario: Scenario = {
  name: 'reconnect',
  states: [
    {
      name: 'paused',
      async reach({ page, texts, account, emulator, host }) {
        await account.setUp();
        await host.open();
        emulator.setUser({ state: 'disabled' });
        await account.pushSamples();
        await page.getByText(texts.sync.pauses.RECONNECT.title).waitFor();
      },
    },
    {
      name: 'credentials',
      async reach({ user, texts }) {
        await user.button(texts.integration.notices.reconnect).click();
        await user.button(texts.credentials.replaceSecret).waitFor();
      },
    },
  ],
};

/** Runs that have ended. */
export const resultsScenario: Scenario = {
  name: 'results',
  states: [
    {
      name: 'with-errors',
      async reach({ user, texts, account, host }) {
        await account.setUp();
        await account.failOnRefusedValues();
        await host.open();
        await account.pushSamples();
        await user.heading(texts.sync.finished.COMPLETED_WITH_ERRORS(2)).waitFor();
        await user.button(texts.sync.retryFailed(2)).waitFor();
      },
    },
    {
      name: 'filtered',
      async reach({ page, texts }) {
        await page
          .getByRole('group', { name: texts.sync.items.filter })
          .getByRole('button', { name: texts.sync.outcomes.SKIPPED })
          .click();
        await page.locator('[data-reason="SHARED_EMAIL"]').waitFor();
      },
    },
    {
      name: 'search-empty',
      async reach({ page, texts }) {
        await page.getByLabel(texts.sync.items.search).fill('nobody');
        await page
          .getByRole('paragraph')
          .filter({ hasText: texts.sync.items.emptySearch('nobody') })
          .waitFor();
      },
    },
    {
      name: 'history',
      async reach({ page, user, texts, account }) {
        await page.getByLabel(texts.sync.items.search).fill('');
        await account.push([{ id: 'gf-4001', email: 'neu@example.net', firstName: 'Nele', lastName: 'Neu' }]);
        await page
          .getByRole('region', { name: texts.sync.history.title })
          .getByText(texts.sync.history.contacts(1))
          .click();
        await user.heading(texts.sync.finished.COMPLETED).waitFor();
      },
    },
    {
      name: 'nothing-to-do',
      async reach({ page, user, texts }) {
        await page.getByRole('radio', { name: texts.sync.scope.ALL.title }).check();
        await user.button(texts.sync.start).click();
        await page.locator('[data-status^="COMPLETED"]').waitFor();
      },
    },
  ],
};

const waitLong = { type: 'delay', delayMs: 14_000 } as const;
