import { GUIDE_LANGUAGES, GUIDE_NAMES } from '../../../scripts/guides/guide-layout.ts';
import { expect, test } from './fixtures.ts';
import { accessibilityProblems, colourProblems } from './support/accessibility.ts';

test.use({ viewport: { width: 320, height: 800 } });

test('every guide is accessible in both colour schemes, fits a narrow screen and shows all its pictures', async ({
  page,
  harness,
}) => {
  const problems: string[] = [];
  page.on('console', (message) => problems.push(`${page.url()}: ${message.text()}`));
  for (const language of GUIDE_LANGUAGES) {
    for (const path of [language, ...GUIDE_NAMES.map((name) => `${language}/${name}`)]) {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(`${harness.site.origin}/guides/${path}`);
      const found = [
        ...(await accessibilityProblems(page, 'html')),
        ...(await page.evaluate(missingPictures)),
        ...(await page.evaluate(overflow)),
      ];
      await page.emulateMedia({ colorScheme: 'dark' });
      // Only the colours differ between the schemes.
      found.push(...(await colourProblems(page, 'html')).map((problem) => `dark: ${problem}`));
      problems.push(...found.map((problem) => `${path}, ${problem}`));
    }
  }
  expect(problems).toEqual([]);
});

/** Runs in the page. Pictures further down load only when they come near. */
async function missingPictures(): Promise<string[]> {
  const pictures = [...document.images];
  for (const picture of pictures) picture.loading = 'eager';
  const loaded = await Promise.allSettled(pictures.map(async (picture) => await picture.decode()));
  return pictures
    .filter((_picture, index) => loaded[index]?.status === 'rejected')
    .map(({ src }) => `${src} is missing`);
}

/** Runs in the page. */
function overflow(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? [`${scrollWidth} pixels wide instead of ${clientWidth}`] : [];
}
