import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';

/** `npm run pictures`: draws the panel for the documents, out of the running product, in both languages. */
const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs', 'pictures');
const languages = [
  { locale: 'en', ending: '' },
  { locale: 'de', ending: '.de' },
];

/** Steps of the panel by their place in its navigation, each with a text that shows only once all is there. */
const views = [
  { name: 'panel', step: 3, shows: 'gf-3007' },
  { name: 'mapping', step: 1, shows: 'address1_country' },
];

await using demo = await startDemo();
await using browser = await launchBrowser();
await mkdir(folder, { recursive: true });
for (const { locale, ending } of languages) {
  for (const view of views) {
    const path = join(folder, `${view.name}${ending}.png`);
    await draw(browser, `${demo.url}?account=1&locale=${locale}&theme=light`, view, path);
    console.log(path);
  }
}

async function draw(
  browser: Browser,
  url: string,
  { step, shows }: { step: number; shows: string },
  path: string,
): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
  await page.goto(url);
  const panel = page.locator('gf-crm-settings');
  await panel.getByRole('navigation').getByRole('button').nth(step).click();
  await panel.getByText(shows).first().waitFor();
  await panel.screenshot({ path, animations: 'disabled' });
  await page.close();
}

/** The demo on any free port, once its first sync has run. */
async function startDemo() {
  const child = spawn(process.execPath, [join(root, 'demo', 'src', 'main.ts')], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const end = async () => {
    if (child.exitCode !== null) return;
    child.kill();
    await once(child, 'close');
  };
  for await (const line of createInterface(child.stdout)) {
    const [url] = /http:\/\/\S+/.exec(line) ?? [];
    if (url !== undefined) return { url, [Symbol.asyncDispose]: end };
  }
  throw new Error('The demo ended before it said where it is.');
}
