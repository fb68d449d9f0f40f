import { expect, test } from 'vitest';
import { DEMO_ACCOUNTS } from '../../../demo/src/demo-keys.ts';
import { openForeignHouse, putHostPage } from '../../test/harness/foreign-house.ts';
import { pushTo } from '../../test/harness/panel-house.ts';
import { createPanelUser } from '../../test/harness/panel-user.ts';
import { testBrowser } from '../../test/harness/test-browser.ts';
import { CATALOGUES } from '../i18n/catalogues.ts';

const browser = testBrowser();
const { en } = CATALOGUES;

const HOST_PAGE = {
  script: 'goodfunds-crm-settings.es.js',
  body: '<gf-crm-settings api-url="SERVICE" locale="en"></gf-crm-settings>',
};

const LIFETIME_SECONDS = 2;
const contacts = Array.from({ length: 30 }, (_, index) => ({
  id: `c${index}`,
  email: `person${index}@example.org`,
  lastName: `Person ${index}`,
}));

test('a host whose tokens live two seconds has a panel that works, asks seldom, and shows no error', async () => {
  await using house = await openForeignHouse(browser(), {
    account: 'fresh',
    // And now and then one that the service refuses, though it says that it is good.
    token: async (demo, given) => {
      const token = await demo.keys.signToken(DEMO_ACCOUNTS.fresh, LIFETIME_SECONDS);
      return given === 1 || given === 6 ? token.replace(/[^.]+$/, 'bm8gc2lnbmF0dXJl') : token;
    },
  });
  const { demo } = house;
  putHostPage(house, { ...HOST_PAGE, own: REPORT_ERRORS });
  await house.page.goto(house.host.origin);
  const user = createPanelUser(house.page, 'en');
  await user.setUp(demo.credentials);

  // Longer than the service lets a stream live that was opened with such a token.
  demo.emulator.addFaults({
    match: { url: 'batch' },
    times: 1,
    action: { type: 'delay', delayMs: (LIFETIME_SECONDS + 7) * 1_000 },
  });
  await pushTo(demo, contacts);
  await user.heading(en.sync.finished.COMPLETED).waitFor();

  // Requests that wait at the same time share one question, and later ones its answer.
  const calls = house.addresses.filter((address) => address.includes('/trpc/')).length;
  expect(house.tokensGiven()).toBeLessThan(calls);
  expect(await house.page.locator('html').getAttribute('data-failures')).toBeNull();
  expect(house.addresses.filter((address) => address.includes('eyJ'))).toEqual([]);
});

test('another account at the host is never shown what the one before had', async () => {
  let account: keyof typeof DEMO_ACCOUNTS = 'ready';
  await using house = await openForeignHouse(browser(), {
    token: async (demo) => await demo.keys.signToken(DEMO_ACCOUNTS[account]),
  });
  putHostPage(house, HOST_PAGE);
  await house.page.clock.install();
  await house.page.goto(house.host.origin);
  const user = createPanelUser(house.page, 'en');
  await user.heading(en.sync.history.title).waitFor();
  account = 'fresh';
  // The panel looks by itself for news, and by then its token has ended.
  await house.page.clock.fastForward('11:00');
  await user.heading(en.overview.empty.title).waitFor();
  expect(await user.heading(en.sync.history.title).count()).toBe(0);
});

const REPORT_ERRORS = `document.querySelector('gf-crm-settings').addEventListener('error', ({ detail }) => {
  document.documentElement.dataset.failures = JSON.stringify(detail);
});`;
