import { expect, test } from '@playwright/test';

test('a page with a script, a custom element and a shadow root works', async ({ page }) => {
  await page.setContent(`<greeting-card></greeting-card><script>
    customElements.define('greeting-card', class extends HTMLElement {
      connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = '<button>Grüß Gott</button>'; }
    });
  </script>`);
  await expect(page.getByRole('button')).toHaveText('Grüß Gott');
});

test('umlauts are drawn as letters of their own, not as the box of a missing glyph', async ({ page }) => {
  const pictures = new Set<string>();
  const letters = ['a', 'ä', 'ö', 'ü', 'ß', 'é', '€', '\u{10FFFD}'];
  for (const letter of letters) {
    await page.setContent(`<p style="font: 40px sans-serif; width: 60px; margin: 0">${letter}</p>`);
    pictures.add((await page.locator('p').screenshot()).toString('base64'));
  }
  expect(pictures.size).toBe(letters.length);
});
