import { expect, test } from 'vitest';
import { openForeignHouse, putHostPage } from '../../test/harness/foreign-house.ts';
import { createPanelUser } from '../../test/harness/panel-user.ts';
import { testBrowser } from '../../test/harness/test-browser.ts';
import { CATALOGUES } from '../i18n/catalogues.ts';

const browser = testBrowser();
const { de, en } = CATALOGUES;
const script = 'goodfunds-crm-settings.es.js';
const PANEL = '<gf-crm-settings api-url="SERVICE" locale="en"></gf-crm-settings>';

test('language, theme and words change while the panel is open, and what was typed stays', async () => {
  await using house = await openForeignHouse(browser(), { account: 'fresh' });
  const { page, host } = house;
  putHostPage(house, { script, body: PANEL });
  await page.goto(host.origin);
  await createPanelUser(page, 'en').connect();
  await createPanelUser(page, 'en').fillCredentials({ tenantId: 'typed' });

  const panel = page.locator('gf-crm-settings');
  await panel.evaluate((element) => {
    Object.assign(element, {
      texts: { 'credentials.test': 'Los geht’s' },
      appearance: { theme: 'dark', variables: { accent: 'rgb(120, 30, 160)' } },
    });
    element.setAttribute('locale', 'de');
  });
  const user = createPanelUser(page, 'de');
  await page.getByRole('button', { name: 'Los geht’s' }).waitFor();
  expect(await user.credential('tenantId').inputValue()).toBe('typed');
  await expect(panel.locator('.gfc').evaluate((root) => getComputedStyle(root).colorScheme)).resolves.toBe(
    'dark',
  );
  const fill = panel
    .locator('.gfc')
    .evaluate((root) => getComputedStyle(root).getPropertyValue('--gf-color-accent'));
  await expect(fill).resolves.toBe('rgb(120, 30, 160)');

  // The attribute wins over the property, and what is taken back is the panel's own again.
  await panel.evaluate((element) => {
    element.setAttribute('theme', 'light');
    Object.assign(element, { texts: null });
  });
  await page.getByRole('button', { name: de.credentials.test }).waitFor();
  await expect(panel.locator('.gfc').evaluate((root) => getComputedStyle(root).colorScheme)).resolves.toBe(
    'light',
  );
  expect(house.complaints).toEqual([]);
});

test('a panel that is moved keeps what was typed, and one that comes back later begins anew', async () => {
  await using house = await openForeignHouse(browser(), { account: 'fresh' });
  const { page, host } = house;
  putHostPage(house, { script, body: `${PANEL}<main></main>` });
  await page.goto(host.origin);
  const user = createPanelUser(page, 'en');
  await user.connect();
  await user.fillCredentials({ tenantId: 'typed' });

  await page.evaluate(() =>
    document.querySelector('main')?.append(document.querySelector('gf-crm-settings') ?? ''),
  );
  expect(await user.credential('tenantId').inputValue()).toBe('typed');

  await page.evaluate(async () => {
    const panel = document.querySelector('gf-crm-settings');
    panel?.remove();
    await new Promise(requestAnimationFrame);
    document.body.append(panel ?? '');
  });
  await user.heading(en.overview.empty.title).waitFor();
  expect(house.complaints).toEqual([]);
});

test('two panels on one page go their own ways, with their own languages, colours and places', async () => {
  await using house = await openForeignHouse(browser());
  const { page, host } = house;
  putHostPage(house, {
    script,
    body: `${PANEL}${PANEL.replace('"en"', '"de" theme="dark"')}`,
    own: `document.querySelector('[theme=dark]').appearance = { variables: { accent: 'rgb(1, 2, 3)' } };`,
  });
  await page.goto(host.origin);
  const first = page.locator('gf-crm-settings').nth(0);
  const second = page.locator('gf-crm-settings').nth(1);
  await createPanelUser(first, 'en').heading(en.sync.history.title).waitFor();
  await createPanelUser(second, 'de').goTo('mapping');
  await createPanelUser(second, 'de').heading(de.mapping.title).waitFor();
  expect(await createPanelUser(first, 'en').heading(en.sync.history.title).isVisible()).toBe(true);
  const accents = page
    .locator('gf-crm-settings .gfc')
    .evaluateAll((roots) =>
      roots.map((root) => getComputedStyle(root).getPropertyValue('--gf-color-accent')),
    );
  await expect(accents).resolves.toEqual(['', 'rgb(1, 2, 3)']);
  expect(house.complaints).toEqual([]);
});

test('a token attribute serves hosts that renew it themselves', async () => {
  await using house = await openForeignHouse(browser());
  const { page, host, demo } = house;
  host.put('/', {
    type: 'text/html',
    body: `<!doctype html><html lang="en"><title>Host</title><gf-crm-settings api-url="${demo.url}" token="ended"></gf-crm-settings>
      <script type="module" src="${demo.url}/panel/${script}"></script>`,
  });
  await page.goto(host.origin);
  await page.getByText(String(en.errors.UNAUTHORIZED.title)).first().waitFor();
  const token = await demo.keys.signToken(1);
  await page.locator('gf-crm-settings').evaluate((panel, fresh) => panel.setAttribute('token', fresh), token);
  await createPanelUser(page, 'en').heading(en.sync.history.title).waitFor();
  expect(await page.getByText(String(en.errors.UNAUTHORIZED.title)).count()).toBe(0);
});

test('a listener and a text function of the host that throw do not stop the panel', async () => {
  await using house = await openForeignHouse(browser(), { account: 'fresh' });
  const { page, host } = house;
  putHostPage(house, {
    script,
    body: PANEL,
    own: `const panel = document.querySelector('gf-crm-settings');
      panel.texts = { 'overview.connect': () => { throw new Error('host text'); } };
      panel.addEventListener('ready', () => { throw new Error('host listener'); });`,
  });
  await page.goto(host.origin);
  await createPanelUser(page, 'en').connect();
  expect(house.complaints).toEqual(expect.arrayContaining(['host text', 'host listener']));
});
