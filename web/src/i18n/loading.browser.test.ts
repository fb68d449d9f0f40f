import { expect, test } from 'vitest';
import { startDemo } from '../../../demo/src/demo.ts';
import { testBrowser } from '../../test/harness/test-browser.ts';
import { CATALOGUES } from './catalogues.ts';

const browser = testBrowser();

test('only the language that is spoken is fetched, and the former one stays until the next is there', async () => {
  await using demo = await startDemo({ port: 0 });
  const page = await browser().newPage();
  const languages: string[] = [];
  page.on('request', (request) => {
    const [, language] = /(german|english)-/.exec(request.url()) ?? [];
    if (language !== undefined) languages.push(language);
  });
  await page.goto(`${demo.url}/?account=2&locale=de`);
  const title = (language: 'de' | 'en') =>
    page.getByRole('heading', { name: CATALOGUES[language].overview.empty.title });
  await title('de').waitFor();
  expect(languages).toEqual(['german']);

  const arrival = Promise.withResolvers<void>();
  await page.route(/english-/, async (route) => {
    await arrival.promise;
    await route.continue();
  });
  const asked = page.waitForRequest(/english-/);
  await page.locator('gf-crm-settings').evaluate((panel) => panel.setAttribute('locale', 'en'));
  await asked;
  expect(await title('de').isVisible()).toBe(true);
  arrival.resolve();
  await title('en').waitFor();
  await page.close();
});

test('a panel whose words cannot be fetched says so in both languages', async () => {
  await using demo = await startDemo({ port: 0 });
  const page = await browser().newPage();
  await page.route(/german-/, async (route) => await route.abort());
  await page.goto(`${demo.url}/?account=2&locale=de`);
  const alert = page.getByRole('alert');
  await alert.waitFor();
  expect(await alert.innerText()).toMatch(/Lade die Seite neu\.\s+.*Reload the page\.$/);
  await page.close();
});
