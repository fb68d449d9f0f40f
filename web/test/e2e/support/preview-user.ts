import type { Page } from '@playwright/test';
import { CATALOGUES } from '../../../src/i18n/catalogues.ts';
import type { Language } from '../../../src/i18n/language.ts';

/** Reads a preview by the texts that it shows. */
export function createPreviewUser(page: Page, language: Language) {
  const words = CATALOGUES[language].strategy.preview;
  const region = page.getByRole('region', { name: words.title });
  const contact = (id: string) => region.locator(`[data-contact="${id}"]`);

  return {
    contact,

    async show(): Promise<void> {
      await region.getByRole('button', { name: words.show }).click();
    },

    async open(id: string): Promise<void> {
      await contact(id).locator('summary').click();
    },

    /** The outcome of each contact as shown, by its id. */
    async outcomes(): Promise<Record<string, string>> {
      const entries = await region
        .locator('[data-contact]')
        .evaluateAll((found) =>
          found.map((one): [string, string] => [
            one.getAttribute('data-contact') ?? '',
            one.querySelector('summary .gfc-badge')?.textContent ?? '',
          ]),
        );
      return Object.fromEntries(entries);
    },

    /** Before, after and why. */
    async row(id: string, attribute: string): Promise<string[]> {
      return await contact(id).locator(`[data-attribute="${attribute}"] td`).allTextContents();
    },

    async choose(search: string): Promise<void> {
      await page.getByLabel(words.choice.search).fill(search);
      const list = page.getByRole('list', { name: words.choice.list });
      await list.getByRole('checkbox', { name: search }).check();
    },
  };
}
