import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../browser/index.ts';
import type { Drawing } from './draw.ts';
import { drawReady } from './draw-ready.ts';
import { drawSettingUp } from './draw-setting-up.ts';
import { type PictureLanguage, pictureLanguages } from './languages.ts';
import { startDemo } from './start-demo.ts';

/** `npm run pictures`: draws the panel for the documents, out of the running product, in both languages. */
const folder = join(import.meta.dirname, '..', '..', 'docs', 'pictures');

await using browser = await launchBrowser();
await mkdir(folder, { recursive: true });
for (const language of pictureLanguages) {
  // Each language sets up an account that has nothing yet.
  await using demo = await startDemo();
  await withPanel(browser, `${demo.url}?account=1`, language, drawReady);
  await withPanel(browser, `${demo.url}?account=2`, language, drawSettingUp);
}

async function withPanel(
  browser: Browser,
  url: string,
  { locale, ending, texts }: PictureLanguage,
  drawPanel: (drawing: Drawing) => Promise<void>,
): Promise<void> {
  // High enough for a whole step, so that the bar at the bottom of the window covers nothing.
  const page = await browser.newPage({ viewport: { width: 1000, height: 5400 }, locale });
  await page.goto(`${url}&locale=${locale}&theme=light`);
  await drawPanel({
    page,
    panel: page.locator('gf-crm-settings'),
    texts,
    draw: async (what, name) => {
      const path = join(folder, `${name}${ending}.png`);
      await page.mouse.move(0, 0);
      await what.screenshot({ path, animations: 'disabled' });
      console.log(path);
    },
  });
  await page.close();
}
