import { test as base, expect } from '@playwright/test';
import type { Emulator } from '../../../emulator/src/index.ts';
import type { Account } from './support/account.ts';
import type { Harness } from './support/harness.ts';
import { createHostView, type HostOptions, type HostView } from './support/host-view.ts';
import { createPanelUser, type PanelUser } from './support/panel-user.ts';

export { expect };

/** The languages of the panel, for tests that run in each. */
export const LANGUAGES = ['de', 'en'] as const;

type Fixtures = Required<HostOptions> & {
  /** New for this test, with nothing set up. */
  account: Account;
  /** The CRM, in its initial state. */
  emulator: Emulator;
  /** The page of a host around the panel, not yet opened. */
  host: HostView;
  /** Uses the panel by the texts that it shows. */
  user: PanelUser;
};

export const test = base.extend<Fixtures, { harness: Harness }>({
  language: ['de', { option: true }],
  theme: ['light', { option: true }],
  direction: ['ltr', { option: true }],

  harness: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the dependencies out of the pattern.
    async ({}, provide) => {
      // Not imported above, because the runner loads this file in its main process too.
      const { startHarness } = await import('./support/harness.ts');
      await using harness = await startHarness();
      await provide(harness);
    },
    { scope: 'worker' },
  ],

  account: async ({ harness }, provide) => {
    const account = await harness.nextAccount();
    await provide(account);
    await account.close();
  },

  emulator: async ({ harness, account: _reset }, provide) => await provide(harness.emulator),

  host: async ({ page, harness, account: _signedIn, language, theme, direction }, provide) =>
    await provide(createHostView(page, harness.site, { language, theme, direction })),

  user: async ({ page, language }, provide) => await provide(createPanelUser(page, language)),
});
