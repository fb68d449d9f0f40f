import type { Page } from 'playwright-core';
import type { Look } from './looks.ts';

const HEIGHT = 900;

/** Makes the page, and the panel in it, look another way without losing its state. */
export async function setLook(page: Page, look: Look): Promise<void> {
  await page.setViewportSize({ width: look.width, height: HEIGHT });
  await page.emulateMedia({ forcedColors: look.forcedColors, reducedMotion: 'reduce' });
  await page.evaluate(({ direction, textPercent }) => {
    document.documentElement.dir = direction;
    document.documentElement.style.fontSize = `${textPercent}%`;
  }, look);
  await setTheme(page, look.theme);
}

export async function setTheme(page: Page, theme: Look['theme']): Promise<void> {
  await page.evaluate((wanted) => {
    document.documentElement.dataset['theme'] = wanted;
    document.querySelector('gf-crm-settings')?.setAttribute('theme', wanted);
  }, theme);
  await page.waitForFunction(
    (wanted) =>
      document
        .querySelector('gf-crm-settings')
        ?.shadowRoot?.querySelector('.gfc')
        ?.getAttribute('data-theme') === wanted,
    theme,
  );
}
