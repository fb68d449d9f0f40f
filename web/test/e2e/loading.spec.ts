import { CATALOGUES } from '../../src/i18n/catalogues.ts';
import { expect, test } from './fixtures.ts';

test('only the shown language is loaded, and it stays until the next one has arrived', async ({
  page,
  host,
}) => {
  const languages: string[] = [];
  page.on('request', (request) => {
    const [, language] = /(german|english)-/.exec(request.url()) ?? [];
    if (language !== undefined) languages.push(language);
  });
  await host.open();
  const title = (language: 'de' | 'en') =>
    page.getByRole('heading', { name: CATALOGUES[language].overview.empty.title });
  await expect(title('de')).toBeVisible();
  expect(languages).toEqual(['german']);

  const arrival = Promise.withResolvers<void>();
  await page.route(/english-/, async (route) => {
    await arrival.promise;
    await route.continue();
  });
  const asked = page.waitForRequest(/english-/);
  await page.locator('gf-crm-settings').evaluate((panel) => panel.setAttribute('locale', 'en'));
  await asked;
  await expect(title('de')).toBeVisible();
  arrival.resolve();
  await expect(title('en')).toBeVisible();
});

test('a panel whose texts cannot be loaded says so in both languages', async ({ page, host }) => {
  await page.route(/german-/, async (route) => await route.abort());
  await host.open();
  const alert = page.getByRole('alert');
  await expect(alert).toBeVisible();
  expect(await alert.innerText()).toMatch(/Lade die Seite neu\.\s+.*Reload the page\.$/);
});
