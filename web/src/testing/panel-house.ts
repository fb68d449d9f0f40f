import type { Contact } from '@goodfunds/shared';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { type Demo, startDemo } from '../../../demo/src/demo.ts';
import { DEMO_ACCOUNTS } from '../../../demo/src/demo-keys.ts';
import type { Language } from '../i18n/language.ts';

export type PanelHouse = AsyncDisposable & {
  demo: Demo;
  page: Page;
  /** Hands contacts of the fresh account over, as the GoodFunds backend does. */
  push: (contacts: readonly Contact[]) => Promise<void>;
  /** What the browser complained about: refused styles or scripts, errors nobody caught. */
  complaints: readonly string[];
  /** Every address that was asked for. */
  addresses: readonly string[];
  /** The events of the custom element so far, by name. */
  events: () => Promise<string[]>;
  reopen: () => Promise<void>;
};

export type HouseOptions = {
  language: Language;
  theme?: 'light' | 'dark';
  width?: number;
  direction?: 'ltr' | 'rtl';
  /** A screen that takes fingers. */
  touch?: boolean;
};

/** The whole product with its page opened at an account that has nothing set up yet. */
export async function openPanelHouse(browser: Browser, options: HouseOptions): Promise<PanelHouse> {
  const { language, theme = 'light', width = 1180, direction = 'ltr', touch = false } = options;
  await using opened = new AsyncDisposableStack();
  const demo = opened.use(await startDemo({ port: 0 }));
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
      `${demo.url}/?account=${DEMO_ACCOUNTS.fresh}&locale=${language}&theme=${theme}&dir=${direction}`,
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
    push: async (contacts) => await push(demo, contacts),
    [Symbol.asyncDispose]: async () => await running.disposeAsync(),
  };
}

/** Runs in the page. */
function readEvents(): string {
  return document.body.dataset['events'] ?? '[]';
}

const eventNames = z.array(z.string());

function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return complaints;
}

/** Runs in the page before anything else: notes the events of the panel from its first moment on. */
function recordEvents(): void {
  const names: string[] = [];
  const record = ({ type }: Event) => {
    names.push(type);
    document.body.dataset['events'] = JSON.stringify(names);
  };
  new MutationObserver((_changes, observer) => {
    const panel = document.querySelector('gf-crm-settings');
    if (!panel) return;
    observer.disconnect();
    for (const name of ['ready', 'saved', 'tested', 'run-finished', 'error'])
      panel.addEventListener(name, record);
  }).observe(document, { childList: true, subtree: true });
}

async function push(demo: Demo, contacts: readonly Contact[]): Promise<void> {
  const response = await fetch(`${demo.url}/trpc/sync.push`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${demo.keys.serviceKey}` },
    body: JSON.stringify({ accountId: DEMO_ACCOUNTS.fresh, contacts }),
  });
  if (!response.ok) throw new Error(`the push was refused: ${await response.text()}`);
}
