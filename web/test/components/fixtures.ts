import { fileURLToPath } from 'node:url';
import { test as base, expect } from '@playwright/test';
import type { Catalogue } from '../../src/i18n/catalogue.ts';
import { CATALOGUES } from '../../src/i18n/catalogues.ts';
import type { Language } from '../../src/i18n/language.ts';
import type { Mounted } from './page.tsx';

export { expect };

type Fixtures = {
  language: Language;
  texts: Catalogue;
  /** Mounts a component of the panel alone, or renders it again with other props. */
  render: (mounted: Mounted) => Promise<void>;
  /** The callbacks and requests of the mounted component so far. */
  calls: () => Promise<unknown[]>;
};

/** Component tests: the panel's components in a page without the element, the service and a CRM. */
export const test = base.extend<Fixtures, { scripts: ReadonlyMap<string, string> }>({
  language: ['en', { option: true }],
  texts: async ({ language }, provide) => await provide(CATALOGUES[language]),
  scripts: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from the pattern.
    async ({}, provide) => await provide(await buildPage()),
    { scope: 'worker' },
  ],
  render: async ({ page, scripts, language }, provide) => {
    await page.route('http://panel.test/**', async (route) => {
      const script = scripts.get(new URL(route.request().url()).pathname);
      await route.fulfill(
        script === undefined
          ? { contentType: 'text/html', body: PAGE }
          : { contentType: 'text/javascript', body: script },
      );
    });
    await page.goto('http://panel.test/');
    await page.waitForFunction(() => 'mount' in globalThis);
    await provide(async (mounted) => {
      await page.evaluate(([props, locale]) => globalThis.mount(props, { language: locale }), [
        mounted,
        language,
      ] as const);
      await page.locator('.gfc > *').first().waitFor({ state: 'attached' });
    });
  },
  calls: async ({ page }, provide) => await provide(async () => await page.evaluate(() => globalThis.calls)),
});

const PAGE = `<!doctype html><html lang="en"><head><title>Component</title><link rel="icon" href="data:,">
<script type="module" src="/page.js"></script></head><body><div id="root"></div></body></html>`;

/** The scripts of the page by path. */
async function buildPage(): Promise<ReadonlyMap<string, string>> {
  // Not imported above, because the runner loads this file in its main process too.
  const { build } = await import('vite');
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      rolldownOptions: {
        input: fileURLToPath(new URL('page.tsx', import.meta.url)),
        output: { entryFileNames: 'page.js', chunkFileNames: '[name].js' },
      },
    },
  });
  const outputs = [built].flat().flatMap((each) => ('output' in each ? each.output : []));
  return new Map(
    outputs.flatMap((each) => (each.type === 'chunk' ? [[`/${each.fileName}`, each.code]] : [])),
  );
}
