import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { buildReactPage } from './support/build-react-page.ts';
import type { PanelUser } from './support/panel-user.ts';

const contacts = [{ id: 'c1', email: 'ada@example.org', lastName: 'Lovelace' }];

test('the snippet of the custom element shows the panel and reports a finished run', async ({
  page,
  user,
  account,
  host,
  harness: { site, otherSite },
}) => {
  await account.setUp();
  await account.push(contacts);
  const code = await snippet('README.md', 'html');
  otherSite.put('/', { type: 'text/html', body: asPage(code.replaceAll(EXAMPLE, site.origin)) });
  await page.goto(otherSite.origin);
  await startRun(page, user);
  expect(host.complaints).toEqual([]);
});

test('the snippet for React works in a page that is built with React', async ({
  page,
  user,
  account,
  host,
  harness: { site, otherSite },
}) => {
  await account.setUp();
  await account.push(contacts);
  const code = await snippet('docs/panel.md', 'tsx');
  const scripts = await buildReactPage(code.replaceAll(EXAMPLE, site.origin), 'CrmPage');
  for (const [path, body] of scripts) otherSite.put(path, { type: 'text/javascript', body });
  otherSite.put('/', {
    type: 'text/html',
    policy: `default-src 'none'; script-src 'self'; connect-src 'self' ${site.origin}; img-src data:`,
    body: asPage('<div id="root"></div><script type="module" src="/page.js"></script>'),
  });
  await page.goto(otherSite.origin);
  await startRun(page, user);
  expect(host.complaints).toEqual([]);
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
async function startRun(page: Page, user: PanelUser): Promise<void> {
  const [logged] = await Promise.all([
    page.waitForEvent('console', (message) => /total|run-finished/.test(message.text())),
    user.button(user.texts.sync.start).click(),
  ]);
  expect(logged.type()).toBe('log');
}
