import type { Frame, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { CATALOGUES } from '../i18n/catalogues.ts';
import { type ForeignHouse, openForeignHouse, putHostPage } from '../testing/foreign-house.ts';
import { createPanelUser } from '../testing/panel-user.ts';
import { testBrowser } from '../testing/test-browser.ts';

const browser = testBrowser();
const { en } = CATALOGUES;

/** Everything that either side could be told, for whoever tries. */
const MESSAGES = `[
  { kind: 'LOADED' },
  { kind: 'TOKEN_WANTED', requestId: 'x' },
  { kind: 'HEIGHT', height: 5000 },
  { kind: 'EVENT', type: 'saved', detail: { integrationId: 'x', integration: null } },
  { kind: 'SETTINGS', settings: { locale: 'de', direction: 'rtl', texts: { 'sync.start': 'Attacked' } } },
  { kind: 'TOKEN', requestId: 'x', token: 'attacker' },
  { kind: 'TOKEN_CHANGED' },
  { kind: 'VIEW', above: 9000, below: 9000 },
].map((message) => ({ channel: 'goodfunds-crm-settings', attack: true, ...message }))`;

/** Notes what it hears, and sends all of that to whichever window it is given. */
const ATTACKER = `<!doctype html><title>Stranger</title><script>
  const heard = [];
  addEventListener('message', ({ data }) => heard.push(JSON.stringify(data)));
  function attack(target) { for (const message of ${MESSAGES}) target.postMessage(message, '*'); }
</script>`;

test.each([
  ['another site', (page: Page, house: ForeignHouse) => frameAt(page, house.stranger.origin)],
  [
    'another window of the service',
    (page: Page, house: ForeignHouse) => frameAt(page, `${house.demo.url}/guides`),
  ],
  ['the frame itself, once it was led to another site', leadAway],
])('%s learns nothing from the host, and changes nothing there', async (_who, find) => {
  await using house = await openForeignHouse(browser());
  const { page, stranger, demo } = house;
  stranger.put('/', { type: 'text/html', body: ATTACKER });
  await openHost(house, '<gf-crm-settings-frame api-url="SERVICE" locale="en"></gf-crm-settings-frame>');
  await createPanelUser(page.frameLocator('gf-crm-settings-frame iframe'), 'en')
    .heading(en.sync.history.title)
    .waitFor();
  // The service's own pages cannot be framed, but it may have a neighbour that can.
  await page.route(
    `${demo.url}/guides`,
    async (route) => await route.fulfill({ contentType: 'text/html', body: ATTACKER }),
  );
  await frameAt(page, stranger.origin).waitForLoadState();
  await page
    .locator('#neighbour')
    .evaluate((frame, url) => frame.setAttribute('src', url), `${demo.url}/guides`);
  await expect.poll(() => page.frames().filter((frame) => frame.url().endsWith('/guides')).length).toBe(1);
  const attacker = await find(page, house);
  await attacker.waitForLoadState();
  const before = { given: house.tokensGiven(), height: await heightOfPanel(page) };
  await countMessages(page.mainFrame());

  await attacker.evaluate('attack(parent)');
  await expect.poll(async () => await page.mainFrame().evaluate(messagesCounted)).toBe(8);
  expect({ given: house.tokensGiven(), height: await heightOfPanel(page) }).toEqual(before);
  expect(await page.mainFrame().evaluate(() => document.documentElement.dataset['saved'])).toBeUndefined();
  expect(await attacker.evaluate('heard')).toEqual([]);
});

test.each(['another site', 'another window of the host itself'])(
  '%s learns nothing from the frame, and changes nothing in it',
  async (who) => {
    await using house = await openForeignHouse(browser());
    const { page, host, demo, stranger } = house;
    const attacker = who === 'another site' ? stranger : host;
    attacker.put('/attacker', { type: 'text/html', body: ATTACKER });
    // Written by hand, because the frame of our own element cannot even be reached from elsewhere.
    host.put('/', {
      type: 'text/html',
      body: `<!doctype html><title>Host</title>
        <script>
          addEventListener('message', async ({ source, origin, data: { channel, kind, requestId } }) => {
            if (origin !== '${demo.url}') return;
            if (kind === 'LOADED') source.postMessage({ channel, kind: 'SETTINGS', settings: { locale: 'en' } }, origin);
            if (kind !== 'TOKEN_WANTED') return;
            const token = await (await fetch('/token', { method: 'POST' })).text();
            source.postMessage({ channel, kind: 'TOKEN', requestId, token }, origin);
          });
        </script>
        <iframe src="${demo.url}/panel/frame.html#${encodeURIComponent(host.origin)}" width="1000" height="900"></iframe>
        <iframe src="${attacker.origin}/attacker"></iframe>`,
    });
    await page.goto(host.origin);
    const user = createPanelUser(page.locator('iframe').first().contentFrame(), 'en');
    await user.heading(en.sync.history.title).waitFor();
    const given = house.tokensGiven();
    const panel = frameAt(page, `${demo.url}/panel/`);
    await countMessages(panel);

    const attacking = frameAt(page, `${attacker.origin}/attacker`);
    await attacking.evaluate('attack(parent.frames[0])');
    await expect.poll(async () => await panel.evaluate(messagesCounted)).toBe(8);
    expect(await user.button(en.sync.start).isVisible()).toBe(true);
    expect(await panel.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual(
      ['en', 'ltr'],
    );
    await user.goTo('mapping');
    await user.heading(en.mapping.title).waitFor();
    expect(house.tokensGiven()).toBe(given);
    expect(await attacking.evaluate('heard')).toEqual([]);
  },
);

test('the browser frames the panel for nobody whom the service does not allow, whatever the address says', async () => {
  await using house = await openForeignHouse(browser());
  const { page, demo, host, stranger } = house;
  for (const claimed of [stranger.origin, host.origin]) {
    stranger.put('/', {
      type: 'text/html',
      body: `${ATTACKER}<iframe src="${demo.url}/panel/frame.html#${encodeURIComponent(claimed)}"></iframe>`,
    });
    await page.goto(stranger.origin);
    await expect.poll(() => house.complaints.join()).toContain('frame-ancestors');
    expect(page.frames().filter((frame) => frame.url().startsWith(demo.url))).toEqual([]);
    expect(await page.evaluate('heard')).toEqual([]);
  }
  // Nor where an allowed host is framed by it.
  await openHost(house, '<gf-crm-settings-frame api-url="SERVICE"></gf-crm-settings-frame>', false);
  stranger.put('/', {
    type: 'text/html',
    body: `<title>Stranger</title><iframe src="${host.origin}"></iframe>`,
  });
  const refused = house.complaints.length;
  await page.goto(stranger.origin);
  await expect.poll(() => house.complaints.slice(refused).join()).toContain('frame-ancestors');
  expect(house.tokensGiven()).toBe(0);
});

test('a host that names another origin than its own is not heard', async () => {
  await using house = await openForeignHouse(browser());
  const { page, demo, host, stranger } = house;
  const address = `${demo.url}/panel/frame.html#${encodeURIComponent(stranger.origin)}`;
  host.put('/', { type: 'text/html', body: `${ATTACKER}<iframe src="${address}"></iframe>` });
  await page.goto(host.origin);
  await expect.poll(() => page.frames().length).toBe(2);
  const panel = frameAt(page, demo.url);
  await panel.waitForLoadState();
  await countMessages(panel);
  await page.evaluate('attack(frames[0])');
  await expect.poll(async () => await panel.evaluate(messagesCounted)).toBe(8);
  expect(await panel.locator('gf-crm-settings').count()).toBe(0);
  expect(await page.evaluate('heard')).toEqual([]);
});

async function openHost(house: ForeignHouse, body: string, opens = true): Promise<void> {
  putHostPage(house, {
    script: 'goodfunds-crm-settings-frame.es.js',
    body: `${body}<iframe src="${house.stranger.origin}"></iframe><iframe id="neighbour"></iframe>`,
    own: `document.querySelector('gf-crm-settings-frame').addEventListener('saved', () => {
      document.documentElement.dataset.saved = 'yes';
    });`,
    frames: house.stranger.origin,
  });
  if (opens) await house.page.goto(house.host.origin);
}

async function leadAway(page: Page, { demo, stranger }: ForeignHouse): Promise<Frame> {
  await frameAt(page, `${demo.url}/panel/`).evaluate((away) => {
    location.href = away;
  }, `${stranger.origin}/?away`);
  await expect.poll(() => page.frames().some((frame) => frame.url().endsWith('?away'))).toBe(true);
  return frameAt(page, `${stranger.origin}/?away`);
}

function frameAt(page: Page, address: string): Frame {
  const frame = page.frames().find((each) => each !== page.mainFrame() && each.url().startsWith(address));
  if (!frame) throw new Error(`no frame shows ${address}`);
  return frame;
}

async function heightOfPanel(page: Page): Promise<number | undefined> {
  return (await page.locator('gf-crm-settings-frame').boundingBox())?.height;
}

/** A message that was heard by a listener added last has been heard by all others too. */
async function countMessages(frame: Frame): Promise<void> {
  await frame.evaluate(() => {
    let count = 0;
    addEventListener('message', ({ data }: MessageEvent<{ attack?: boolean }>) => {
      if (data.attack) count += 1;
      document.documentElement.dataset['counted'] = String(count);
    });
  });
}

/** Runs in the page. */
function messagesCounted(): number {
  return Number(document.documentElement.dataset['counted'] ?? 0);
}
