import type { Page } from '@playwright/test';
import { CATALOGUES } from '../../src/i18n/catalogues.ts';
import { expect, test } from './fixtures.ts';
import type { Harness } from './support/harness.ts';
import { putHostPage } from './support/host-page.ts';
import { createPanelUser } from './support/panel-user.ts';

const { de, en } = CATALOGUES;
test.use({ language: 'en' });

type Host = { body?: string; script?: string };

/** Opens a page of another origin than the service's. */
async function openHost(
  page: Page,
  { site, otherSite }: Harness,
  { body = PANEL, script = '' }: Host = {},
): Promise<void> {
  const service = site.origin;
  putHostPage(otherSite, { service, body: body.replaceAll('SERVICE', service), script });
  await page.goto(otherSite.origin);
}

const PANEL = '<gf-crm-settings api-url="SERVICE" locale="en"></gf-crm-settings>';

test('language, theme and texts can change while the panel is open, and typed values stay', async ({
  page,
  user,
  host,
  harness,
}) => {
  await openHost(page, harness);
  await user.connect();
  await user.fillCredentials({ tenantId: 'typed' });

  const panel = page.locator('gf-crm-settings');
  await panel.evaluate((element) => {
    Object.assign(element, {
      texts: { 'credentials.test': 'Los geht’s' },
      appearance: { theme: 'dark', variables: { accent: 'rgb(120, 30, 160)' } },
    });
    element.setAttribute('locale', 'de');
  });
  await expect(page.getByRole('button', { name: 'Los geht’s' })).toBeVisible();
  await expect(createPanelUser(page, 'de').credential('tenantId')).toHaveValue('typed');
  await expect(panel.locator('.gfc')).toHaveCSS('color-scheme', 'dark');
  const fill = panel
    .locator('.gfc')
    .evaluate((root) => getComputedStyle(root).getPropertyValue('--gf-color-accent'));
  await expect(fill).resolves.toBe('rgb(120, 30, 160)');

  // The attribute overrides the property, and a removed text falls back to the panel's own.
  await panel.evaluate((element) => {
    element.setAttribute('theme', 'light');
    Object.assign(element, { texts: null });
  });
  await expect(page.getByRole('button', { name: de.credentials.test })).toBeVisible();
  await expect(panel.locator('.gfc')).toHaveCSS('color-scheme', 'light');
  expect(host.complaints).toEqual([]);
});

test('a panel that is moved keeps typed values, and one that is added again later starts from the beginning', async ({
  page,
  user,
  host,
  harness,
}) => {
  await openHost(page, harness, { body: `${PANEL}<main></main>` });
  await user.connect();
  await user.fillCredentials({ tenantId: 'typed' });

  await page.evaluate(() =>
    document.querySelector('main')?.append(document.querySelector('gf-crm-settings') ?? ''),
  );
  await expect(user.credential('tenantId')).toHaveValue('typed');

  await page.evaluate(async () => {
    const panel = document.querySelector('gf-crm-settings');
    panel?.remove();
    await new Promise(requestAnimationFrame);
    document.body.append(panel ?? '');
  });
  await expect(user.heading(en.overview.empty.title)).toBeVisible();
  expect(host.complaints).toEqual([]);
});

test('two panels on one page are independent: language, colours and step', async ({
  page,
  account,
  host,
  harness,
}) => {
  await account.setUpAndSync();
  await openHost(page, harness, {
    body: `${PANEL}${PANEL.replace('"en"', '"de" theme="dark"')}`,
    script: `document.querySelector('[theme=dark]').appearance = { variables: { accent: 'rgb(1, 2, 3)' } };`,
  });
  const first = page.locator('gf-crm-settings').nth(0);
  const second = page.locator('gf-crm-settings').nth(1);
  await expect(createPanelUser(first, 'en').heading(en.sync.history.title)).toBeVisible();
  await createPanelUser(second, 'de').goTo('mapping');
  await expect(createPanelUser(second, 'de').heading(de.mapping.title)).toBeVisible();
  await expect(createPanelUser(first, 'en').heading(en.sync.history.title)).toBeVisible();
  const accents = page
    .locator('gf-crm-settings .gfc')
    .evaluateAll((roots) =>
      roots.map((root) => getComputedStyle(root).getPropertyValue('--gf-color-accent')),
    );
  await expect(accents).resolves.toEqual(['', 'rgb(1, 2, 3)']);
  expect(host.complaints).toEqual([]);
});

test('a token attribute serves hosts that renew it themselves', async ({ page, user, account, harness }) => {
  await account.setUpAndSync();
  harness.otherSite.put('/', {
    type: 'text/html',
    body: `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,">
      <gf-crm-settings api-url="${harness.site.origin}" token="ended"></gf-crm-settings>
      <script type="module" src="${harness.site.origin}/panel/goodfunds-crm-settings.es.js"></script>`,
  });
  await page.goto(harness.otherSite.origin);
  await expect(page.getByText(String(en.errors.UNAUTHORIZED.title)).first()).toBeVisible();
  const token = await account.signToken();
  await page.locator('gf-crm-settings').evaluate((panel, fresh) => panel.setAttribute('token', fresh), token);
  await expect(user.heading(en.sync.history.title)).toBeVisible();
  await expect(page.getByText(String(en.errors.UNAUTHORIZED.title))).toHaveCount(0);
});

test('a listener and a text function of the host that throw do not stop the panel', async ({
  page,
  user,
  host,
  harness,
}) => {
  await openHost(page, harness, {
    script: `const panel = document.querySelector('gf-crm-settings');
      panel.texts = { 'overview.connect': () => { throw new Error('host text'); } };
      panel.addEventListener('ready', () => { throw new Error('host listener'); });`,
  });
  await user.connect();
  expect(host.complaints).toEqual(expect.arrayContaining(['host text', 'host listener']));
});
