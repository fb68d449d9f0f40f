import type { Page } from '@playwright/test';
import { type AppearanceVariables, VARIABLES } from '../../src/app/appearance/appearance.ts';
import type { TextOverrides } from '../../src/i18n/text-overrides.ts';
import { expect, test } from './fixtures.ts';

test.use({ language: 'en' });

test('under the strictest policy, variables, parts and texts of the host take effect in the custom element', async ({
  page,
  user,
  host,
}) => {
  await host.open();
  const { texts } = user;
  const button = page.getByRole('button', { name: texts.overview.connect('Microsoft Dynamics 365') });
  await expect(button).toBeVisible();

  await give(page, {
    variables: { accent: '#7f3f98', radius: '3px', fontFamily: 'Georgia, serif', fontSize: '18px' },
  });
  const look = async () =>
    await button.evaluate((element) => {
      const { backgroundColor, borderRadius, fontFamily, fontSize } = getComputedStyle(element);
      return [backgroundColor, borderRadius, fontFamily, fontSize];
    });
  await expect
    .poll(look)
    .toEqual(['color(srgb 0.498039 0.247059 0.596078)', '3px', 'Georgia, serif', '18px']);

  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('gf-crm-settings::part(button-primary) { text-transform: uppercase; }');
    document.adoptedStyleSheets.push(sheet);
  });
  expect(await button.evaluate((element) => getComputedStyle(element).textTransform)).toBe('uppercase');

  await give(page, {
    texts: { 'overview.empty.title': 'Hello from the host', 'overview.connect': 'Take {0}' },
  });
  await expect(page.getByRole('heading', { name: 'Hello from the host' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Take Microsoft Dynamics 365' })).toBeVisible();
  expect(host.complaints).toEqual([]);
});

test.describe('in the dark theme', () => {
  test.use({ theme: 'dark' });

  test('a theme is the host’s choice, and `auto` follows the system', async ({ page, user, host }) => {
    await host.open();
    const { texts } = user;
    const heading = page.getByRole('heading', { name: texts.overview.empty.title });
    const colour = async () => await heading.evaluate((element) => getComputedStyle(element).color);
    expect(await colour()).toBe('rgb(233, 238, 236)');
    await page.locator('gf-crm-settings').evaluate((panel) => panel.setAttribute('theme', 'auto'));
    await expect.poll(colour).toBe('rgb(22, 33, 30)');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await colour()).toBe('rgb(233, 238, 236)');
  });
});

for (const value of [
  'red; } body { display: none } .x {',
  'url(//evil.invalid/a.png)',
  'red !important',
  '</style>',
]) {
  test(`a hostile value, "${value}", changes nothing and requests nothing`, async ({ page, user, host }) => {
    await host.open();
    const { texts } = user;
    await expect(page.getByRole('heading', { name: texts.overview.empty.title })).toBeVisible();
    await give(page, { variables: {} });
    await untilSheets(page, 1);
    const before = await picture(page);
    const variables = Object.fromEntries(Object.keys(VARIABLES).map((name) => [name, value]));
    await give(page, { variables });
    await untilSheets(page, 2);
    expect((await picture(page)).equals(before)).toBe(true);
    expect(host.addresses.filter((address) => address.includes('evil'))).toEqual([]);
    expect(host.complaints).toEqual([]);
  });
}

type HostGift = { variables?: AppearanceVariables; texts?: TextOverrides };

async function give(page: Page, given: HostGift): Promise<void> {
  await page.locator('gf-crm-settings').evaluate((panel, { variables, texts }) => {
    if (variables) Object.assign(panel, { appearance: { variables } });
    if (texts) Object.assign(panel, { texts });
  }, given);
}

/** The panel has one style sheet of its own, and another while the host sets variables. */
async function untilSheets(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.querySelector('gf-crm-settings')?.shadowRoot?.adoptedStyleSheets.length === wanted,
    count,
  );
}

async function picture(page: Page): Promise<Buffer> {
  return await page.screenshot({ animations: 'disabled' });
}
