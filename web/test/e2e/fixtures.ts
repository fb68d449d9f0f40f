import { test as base, expect, type Page } from '@playwright/test';
import type { Emulator } from '../../../emulator/src/index.ts';
import type { Language } from '../../src/i18n/language.ts';
import type { Account } from './support/account.ts';
import type { Harness } from './support/harness.ts';
import { putHostPage } from './support/host-page.ts';
import { createPanelUser, type PanelUser } from './support/panel-user.ts';

export { expect };

/** The two languages of the panel, for tests that run in both. */
export const LANGUAGES = ['de', 'en'] as const;

/** The page of a host around the panel. */
type HostPage = {
  open: () => Promise<void>;
  /** The events of the panel so far, by name. */
  events: () => Promise<string[]>;
  /** What the browser complained about: refused styles or scripts, uncaught errors. */
  complaints: readonly string[];
  /** Every address that was requested. */
  addresses: readonly string[];
};

type Options = { language: Language; theme: 'light' | 'dark'; direction: 'ltr' | 'rtl' };

type Fixtures = Options & {
  /** New for this test, with nothing set up. */
  account: Account;
  /** The CRM, in its initial state. */
  emulator: Emulator;
  host: HostPage;
  /** Uses the panel by the words that it shows. */
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

  host: async ({ page, harness, account: _signedIn, language, theme, direction }, provide) => {
    putHostPage(harness.site, {
      attributes: `lang="${language}" dir="${direction}" data-theme="${theme}"`,
      body: `<main><gf-crm-settings api-url="${harness.site.origin}" locale="${language}" theme="${theme}"></gf-crm-settings></main>`,
    });
    await provide({
      open: async () => {
        await page.goto(harness.site.origin);
      },
      events: async () => await readEvents(page),
      complaints: collectComplaints(page),
      addresses: collectAddresses(page),
    });
  },

  user: async ({ page, language }, provide) => await provide(createPanelUser(page, language)),
});

async function readEvents(page: Page): Promise<string[]> {
  return (await page.locator('body').getAttribute('data-events'))?.split(' ') ?? [];
}

function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return complaints;
}

function collectAddresses(page: Page): string[] {
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  return addresses;
}
