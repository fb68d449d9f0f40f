import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './index.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

test('a page with a script, a custom element and a shadow root comes to life', async () => {
  const page = await browser.newPage();
  await page.setContent(`<greeting-card></greeting-card><script>
    customElements.define('greeting-card', class extends HTMLElement {
      connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = '<button>Grüß Gott</button>'; }
    });
  </script>`);
  expect(await page.getByRole('button').textContent()).toBe('Grüß Gott');
});

test('umlauts are drawn as letters of their own, not as the box of a missing glyph', async () => {
  const page = await browser.newPage();
  const pictures = new Set<string>();
  const letters = ['a', 'ä', 'ö', 'ü', 'ß', 'é', '€', '\u{10FFFD}'];
  for (const letter of letters) {
    await page.setContent(`<p style="font: 40px sans-serif; width: 60px; margin: 0">${letter}</p>`);
    pictures.add((await page.locator('p').screenshot()).toString('base64'));
  }
  expect(pictures.size).toBe(letters.length);
});
