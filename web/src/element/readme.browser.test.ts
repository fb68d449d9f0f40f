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
  const snippet = (await snippets('html'))[0] ?? '';
  host.put('/', { type: 'text/html', body: asPage(snippet.replaceAll(EXAMPLE, demo.url)) });
  await page.goto(host.origin);
  await startsRun(page);
  expect(house.complaints).toEqual([]);
});

test('the snippet for React works in a page that is built with React', async () => {
  await using house = await openForeignHouse(browser());
  const { page, host, demo } = house;
  const snippet = (await snippets('tsx'))[0] ?? '';
  const scripts = await buildReactPage(snippet.replaceAll(EXAMPLE, demo.url), 'CrmPage');
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

/** The code blocks of a language in the README's part on embedding. */
async function snippets(language: string): Promise<string[]> {
  const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
  const part = readme.split('\n## ').find((each) => each.startsWith('Embed the panel')) ?? '';
  return [...part.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(
    ([, code]) => code ?? '',
  );
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
