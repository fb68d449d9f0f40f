import type { Frame, Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { CATALOGUES } from '../i18n/catalogues.ts';
import { type ForeignHouse, openForeignHouse, putHostPage } from '../testing/foreign-house.ts';
import { createPanelUser } from '../testing/panel-user.ts';
import { testBrowser } from '../testing/test-browser.ts';

const browser = testBrowser();
const { en, de } = CATALOGUES;
const FRAME = '<gf-crm-settings-frame api-url="SERVICE" locale="en"></gf-crm-settings-frame>';

test('the frame is as high as what it shows, and nothing inside has to be scrolled', async () => {
  await using house = await openForeignHouse(browser());
  const { page } = house;
  await openFrame(house, FRAME);
  const user = createPanelUser(page.frameLocator('iframe'), 'en');
  await user.heading(en.sync.history.title).waitFor();
  const heights = new Set<number>();
  for (const step of ['mapping', 'strategy', 'credentials'] as const) {
    await user.goTo(step);
    await page.frameLocator('iframe').locator(`[aria-current=step]`, { hasText: en[step].step }).waitFor();
    await expect.poll(async () => await panelFrame(page).evaluate(hiddenByScrolling)).toBe(0);
    // It follows in both directions: one that only grew would show emptiness.
    await expect.poll(async () => await panelFrame(page).evaluate(emptyBelow)).toBeLessThan(2);
    heights.add(await heightOf(page.locator('iframe')));
  }
  expect(heights.size).toBe(3);
  expect(house.complaints).toEqual([]);
});

test('what reaches beyond the end of the panel makes room for itself, and gives it back', async () => {
  await using house = await openForeignHouse(browser());
  const { page } = house;
  await openFrame(house, FRAME);
  await createPanelUser(page.frameLocator('iframe'), 'en').heading(en.sync.history.title).waitFor();
  const height = async () => await heightOf(page.locator('iframe'));
  await expect.poll(async () => await panelFrame(page).evaluate(emptyBelow)).toBeLessThan(2);
  const before = await height();
  await panelFrame(page).evaluate(addHangingList);
  await expect.poll(height).toBeGreaterThan(before + 100);
  await expect.poll(async () => await panelFrame(page).evaluate(hiddenByScrolling)).toBe(0);
  await panelFrame(page).evaluate(removeHangingList);
  await expect.poll(height).toBe(before);
});

test('a dialog and the bar for saving appear where the person looks, however high the frame is', async () => {
  await using house = await openForeignHouse(browser());
  const { page } = house;
  await openFrame(house, `<h1>Above</h1>${FRAME}`);
  const inside = page.frameLocator('iframe');
  const user = createPanelUser(inside, 'en');
  await user.goTo('strategy');
  await user.chooseStrategy('SKIP');
  await expect.poll(async () => await heightOf(page.locator('iframe'))).toBeGreaterThan(900);
  const bar = inside.locator('.gfc-save');
  await page.evaluate(() => scrollTo(0, 0));
  await expect.poll(async () => await isInSight(bar)).toBe(true);
  await page.evaluate(() => scrollTo(0, 150));
  await expect.poll(async () => await isInSight(bar)).toBe(true);

  await user.button(en.integration.remove.open).click();
  await expect.poll(async () => await isInSight(inside.getByRole('dialog'))).toBe(true);
  expect(house.complaints).toEqual([]);
});

test('language, theme and words change while the panel is open, and nothing is loaded again', async () => {
  await using house = await openForeignHouse(browser());
  const { page } = house;
  await openFrame(house, FRAME);
  const user = createPanelUser(page.frameLocator('iframe'), 'de');
  await createPanelUser(page.frameLocator('iframe'), 'en').heading(en.sync.history.title).waitFor();
  const loaded = house.addresses.filter((address) => address.includes('frame.html')).length;

  await setOnPanel(
    page,
    { texts: { 'sync.start': 'Los geht’s' } },
    { locale: 'de', theme: 'dark', dir: 'rtl' },
  );
  await user.heading(de.sync.history.title).waitFor();
  await user.button('Los geht’s').waitFor();
  expect(await panelFrame(page).evaluate(dressOfPage)).toEqual({ lang: 'de', dir: 'rtl', scheme: 'dark' });
  // A frame whose scheme is another than its page's is not see-through: it would be white in a dark page.
  const scheme = page.locator('iframe').evaluate((frame) => getComputedStyle(frame).colorScheme);
  await expect(scheme).resolves.toBe('dark');
  expect(await page.locator('iframe').getAttribute('title')).toBe('CRM-Einstellungen');
  expect(house.addresses.filter((address) => address.includes('frame.html'))).toHaveLength(loaded);
});

test('a panel that is taken away and put back works again, and two on one page do not disturb each other', async () => {
  await using house = await openForeignHouse(browser());
  const { page } = house;
  await openFrame(house, `${FRAME}${FRAME.replace('"en"', '"de"')}`);
  const first = page.locator('gf-crm-settings-frame').nth(0).locator('iframe');
  const second = page.locator('gf-crm-settings-frame').nth(1).locator('iframe');
  await createPanelUser(first.contentFrame(), 'en').heading(en.sync.history.title).waitFor();
  await createPanelUser(second.contentFrame(), 'de').heading(de.sync.history.title).waitFor();

  await page.evaluate(() => {
    const panel = document.querySelector('gf-crm-settings-frame');
    panel?.remove();
    if (panel) document.body.append(panel);
  });
  // It is the second one by now.
  await createPanelUser(second.contentFrame(), 'en').heading(en.sync.history.title).waitFor();
  await createPanelUser(first.contentFrame(), 'de').goTo('mapping');
  await createPanelUser(second.contentFrame(), 'en').heading(en.sync.history.title).waitFor();
  expect(house.complaints).toEqual([]);
});

test('the host learns what happens, and nothing of credentials or contacts', async () => {
  await using house = await openForeignHouse(browser(), { account: 'fresh' });
  const { page, demo } = house;
  await openFrame(house, FRAME, NOTE_EVENTS);
  const user = createPanelUser(page.frameLocator('iframe'), 'en');
  await user.setUp(demo.credentials);
  const noted = async () => (await page.locator('html').getAttribute('data-noted')) ?? '';
  await expect.poll(noted).toContain('"enabled":true');
  for (const secret of Object.values(demo.credentials)) expect(await noted()).not.toContain(secret);
  expect(await noted()).toMatch(/"ready".*"tested".*"status":"UP".*"saved"/);
});

test('a host that has no token is told so inside of the panel, and a service that is not there in its place', async () => {
  await using house = await openForeignHouse(browser(), {
    token: async () => await Promise.reject(new Error('signed out')),
  });
  const { page, host } = house;
  await openFrame(house, FRAME);
  await page.frameLocator('iframe').getByText(String(en.errors.NO_TOKEN.title)).first().waitFor();

  await page.clock.install();
  await openFrame(house, FRAME.replace('SERVICE', host.origin), NOTE_EVENTS);
  await page.locator('iframe').waitFor();
  await page.clock.fastForward(15_000);
  await page.getByRole('alert').getByText('The CRM settings do not start right now.').waitFor();
  expect(await page.locator('html').getAttribute('data-noted')).toContain('API_UNREACHABLE');
});

test('the page of the frame says what is missing when it is opened alone, or its host does not answer', async () => {
  await using house = await openForeignHouse(browser());
  const { page, demo, host } = house;
  await page.goto(`${demo.url}/panel/frame.html`);
  await page.getByText('Please open them there.').waitFor();

  host.put('/', {
    type: 'text/html',
    body: `<title>Host</title><iframe src="${demo.url}/panel/frame.html#${encodeURIComponent(host.origin)}"></iframe>`,
  });
  await page.clock.install();
  await page.goto(host.origin);
  await expect.poll(() => panelFrame(page).url()).toContain('frame.html');
  await panelFrame(page).waitForLoadState();
  await page.clock.fastForward(10_000);
  await page.frameLocator('iframe').getByText('does not answer').waitFor();
});

async function openFrame(house: ForeignHouse, body: string, own = ''): Promise<void> {
  putHostPage(house, { script: 'goodfunds-crm-settings-frame.es.js', body, own });
  await house.page.goto(house.host.origin);
}

const NOTE_EVENTS = `
  const noted = [];
  for (const name of ['ready', 'saved', 'tested', 'run-finished', 'error'])
    document.querySelector('gf-crm-settings-frame').addEventListener(name, ({ type, detail }) => {
      noted.push({ type, detail });
      document.documentElement.dataset.noted = JSON.stringify(noted);
    });
`;

function panelFrame(page: Page): Frame {
  const frame = page.frames().find((each) => each.url().includes('/panel/frame.html'));
  if (!frame) throw new Error('the page has no frame with the panel');
  return frame;
}

async function setOnPanel(
  page: Page,
  properties: { texts: Record<string, string> },
  attributes: Record<string, string>,
): Promise<void> {
  await page.locator('gf-crm-settings-frame').evaluate(
    (panel, given) => {
      Object.assign(panel, given.properties);
      for (const [name, value] of Object.entries(given.attributes)) panel.setAttribute(name, value);
    },
    { properties, attributes },
  );
}

async function heightOf(what: Locator): Promise<number> {
  return (await what.boundingBox())?.height ?? 0;
}

/** Whether all of it lies within the window, frames taken into account. */
async function isInSight(what: Locator): Promise<boolean> {
  const box = await what.boundingBox();
  return box !== null && box.y >= 0 && box.y + box.height <= 900;
}

/** Runs in the frame. */
function hiddenByScrolling(): number {
  const { scrollHeight, clientHeight } = document.documentElement;
  return scrollHeight - clientHeight;
}

/** Runs in the frame: puts a list of 300 pixels there, as an open choice in the last row would be. */
function addHangingList(): void {
  const section = document.querySelector('gf-crm-settings')?.shadowRoot?.querySelector('section');
  const list = document.createElement('div');
  list.id = 'hanging';
  Object.assign(list.style, {
    position: 'absolute',
    top: 'calc(100% - 50px)',
    height: '300px',
    width: '9px',
  });
  section?.style.setProperty('position', 'relative');
  section?.append(list);
}

/** Runs in the frame. */
function removeHangingList(): void {
  document.querySelector('gf-crm-settings')?.shadowRoot?.querySelector('#hanging')?.remove();
}

/** Runs in the frame. */
function emptyBelow(): number {
  const panel = document.querySelector('gf-crm-settings');
  return innerHeight - (panel?.getBoundingClientRect().bottom ?? 0);
}

/** Runs in the frame. */
function dressOfPage(): { lang: string; dir: string; scheme: string } {
  const page = document.documentElement;
  return { lang: page.lang, dir: page.dir, scheme: getComputedStyle(page).colorScheme };
}
