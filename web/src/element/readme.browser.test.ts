import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { buildReactPage } from '../../test/harness/build-react-page.ts';
import { openForeignHouse } from '../../test/harness/foreign-house.ts';
import { createPanelUser } from '../../test/harness/panel-user.ts';
import { testBrowser } from '../../test/harness/test-browser.ts';
import { CATALOGUES } from '../i18n/catalogues.ts';

const browser = testBrowser();
const { de } = CATALOGUES;

test('the snippet of the custom element shows the panel and reports a finished run', async () => {
  await using house = await openForeignHouse(browser());
  const { page, host, demo } = house;
  const code = await snippet('README.md', 'html');
  host.put('/', { type: 'text/html', body: asPage(code.replaceAll(EXAMPLE, demo.url)) });
  await page.goto(host.origin);
  await startsRun(page);
  expect(house.complaints).toEqual([]);
});

test('the snippet for React works in a page that is built with React', async () => {
  await using house = await openForeignHouse(browser());
  const { page, host, demo } = house;
  const code = await snippet('docs/panel.md', 'tsx');
  const scripts = await buildReactPage(code.replaceAll(EXAMPLE, demo.url), 'CrmPage');
  for (const [path, body] of scripts) host.put(path, { type: 'text/javascript', body });
  host.put('/', {
    type: 'text/html',
    policy: `default-src 'none'; script-src 'self'; connect-src 'self' ${demo.url}; img-src data:`,
    body: asPage('<div id="root"></div><script type="module" src="/page.js"></script>'),
  });
  await page.goto(host.origin);
  await startsRun(page);
  expect(house.complaints).toEqual([]);
});

const EXAMPLE = 'https://crm.example.org';

/** The first code block of a language in a page of the documentation. */
async function snippet(page: string, language: string): Promise<string> {
  const text = await readFile(new URL(`../../../${page}`, import.meta.url), 'utf8');
  return new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(text)?.[1] ?? '';
}

function asPage(body: string): string {
  return `<!doctype html><html lang="de"><head><title>Host</title><link rel="icon" href="data:,"></head><body>${body}</body></html>`;
}

/** Uses the panel until the page's own listener has written the end of a run to the console. */
async function startsRun(page: Page): Promise<void> {
  const [told] = await Promise.all([
    page.waitForEvent('console', (message) => /total|run-finished/.test(message.text())),
    createPanelUser(page, 'de').button(de.sync.start).click(),
  ]);
  expect(told.type()).toBe('log');
}
