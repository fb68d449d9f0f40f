import type { Contact } from '@goodfunds/shared';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { type Demo, startDemo } from '../../../demo/src/demo.ts';
import { DEMO_ACCOUNTS } from '../../../demo/src/demo-keys.ts';
import { runFirstSync } from '../../../demo/src/first-sync.ts';
import type { Language } from '../../src/i18n/language.ts';

export type PanelHouse = AsyncDisposable & {
  demo: Demo;
  page: Page;
  /** Hands contacts of the fresh account over, as the GoodFunds backend does. */
  push: (contacts: readonly Contact[]) => Promise<void>;
  /** What the browser complained about: refused styles or scripts, errors nobody caught. */
  complaints: readonly string[];
  /** Every address that was asked for. */
  addresses: readonly string[];
  /** The events of the panel so far, by name. */
  events: () => Promise<string[]>;
  reopen: () => Promise<void>;
};

/** The demo's pages, one for each form of the panel. */
export const FORM_PATHS = { ELEMENT: '/', REACT: '/react' } as const;
export type Form = keyof typeof FORM_PATHS;

export type HouseOptions = {
  language: Language;
  form?: Form;
  account?: keyof typeof DEMO_ACCOUNTS;
  theme?: 'light' | 'dark';
  width?: number;
  direction?: 'ltr' | 'rtl';
  /** A screen that takes fingers. */
  touch?: boolean;
  /** Addresses of other environments that integrations may be pointed to. */
  otherEnvironments?: readonly string[];
};

/** The whole product with its page opened, unless said otherwise at an account that has nothing set up yet. */
export async function openPanelHouse(browser: Browser, options: HouseOptions): Promise<PanelHouse> {
  const { language, theme = 'light', width = 1180, direction = 'ltr', touch = false } = options;
  const { form = 'ELEMENT', account = 'fresh', otherEnvironments = [] } = options;
  await using opened = new AsyncDisposableStack();
  const demo = opened.use(await startDemo({ port: 0, otherEnvironments }));
  if (account === 'ready') await runFirstSync({ serverUrl: demo.url, ...demo });
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    reducedMotion: 'reduce',
    hasTouch: touch,
  });
  opened.defer(async () => await context.close());
  const page = await context.newPage();
  await page.addInitScript(recordEvents);
  const complaints = collectComplaints(page);
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));

  const reopen = async () => {
    await page.goto(
      `${demo.url}${FORM_PATHS[form]}?account=${DEMO_ACCOUNTS[account]}&locale=${language}&theme=${theme}&dir=${direction}`,
    );
  };
  await reopen();
  const running = opened.move();
  return {
    demo,
    page,
    complaints,
    addresses,
    events: async () => eventNames.parse(JSON.parse(await page.evaluate(readEvents))),
    reopen,
    push: async (contacts) => await pushTo(demo, contacts),
    [Symbol.asyncDispose]: async () => await running.disposeAsync(),
  };
}

/** Runs in the page. */
function readEvents(): string {
  return document.body.dataset['events'] ?? '[]';
}

const eventNames = z.array(z.string());

/** What the browser complains about in a page: refused styles or scripts, errors nobody caught. */
export function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return complaints;
}

/**
 * Runs in the page before anything else: notes the events of the panel from its first moment on. They do not bubble,
 * but pass by on their way in.
 */
function recordEvents(): void {
  const names: string[] = [];
  for (const name of ['ready', 'saved', 'tested', 'run-finished', 'error']) {
    document.addEventListener(
      name,
      (event) => {
        if (!(event instanceof CustomEvent)) return;
        names.push(event.type);
        document.body.dataset['events'] = JSON.stringify(names);
      },
      { capture: true },
    );
  }
}

/** Hands contacts of the fresh account over. */
export async function pushTo(demo: Demo, contacts: readonly Contact[]): Promise<void> {
  const response = await fetch(`${demo.url}/trpc/sync.push`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${demo.keys.serviceKey}` },
    body: JSON.stringify({ accountId: DEMO_ACCOUNTS.fresh, contacts }),
  });
  if (!response.ok) throw new Error(`the push was refused: ${await response.text()}`);
}
