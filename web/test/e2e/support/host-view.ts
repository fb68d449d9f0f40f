import type { Page } from '@playwright/test';
import type { Language } from '../../../src/i18n/language.ts';
import { putHostPage } from './host-page.ts';
import type { HostSite } from './host-site.ts';

/** The page of a host around the panel, as a browser sees it. */
export type HostView = {
  open: () => Promise<void>;
  /** The events of the panel so far, by name. */
  events: () => Promise<string[]>;
  /** Errors that the browser reported: blocked styles or scripts, uncaught errors. */
  complaints: readonly string[];
  /** Every address that was requested. */
  addresses: readonly string[];
};

export type HostOptions = { language: Language; theme?: 'light' | 'dark'; direction?: 'ltr' | 'rtl' };

/** Puts the page of a host on the site of the service, to be opened in a browser. */
export function createHostView(
  page: Page,
  site: HostSite,
  { language, theme = 'light', direction = 'ltr' }: HostOptions,
): HostView {
  putHostPage(site, {
    attributes: `lang="${language}" dir="${direction}" data-theme="${theme}"`,
    body: `<main><gf-crm-settings api-url="${site.origin}" locale="${language}" theme="${theme}"></gf-crm-settings></main>`,
  });
  return {
    open: async () => {
      await page.goto(site.origin);
    },
    events: async () => (await page.locator('body').getAttribute('data-events'))?.split(' ') ?? [],
    complaints: collectComplaints(page),
    addresses: collectAddresses(page),
  };
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
