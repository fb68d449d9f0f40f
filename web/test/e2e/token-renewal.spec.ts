import { expect, test } from './fixtures.ts';
import { putHostPage } from './support/host-page.ts';

test.use({ language: 'en' });

const LIFETIME_SECONDS = 2;
const ANOTHER_ACCOUNT = 1_000_000;
const contacts = Array.from({ length: 30 }, (_, index) => ({
  id: `c${index}`,
  email: `person${index}@example.org`,
  lastName: `Person ${index}`,
}));

test('a host whose tokens live two seconds has a panel that works, seldom asks, and shows no error', async ({
  page,
  user,
  account,
  emulator,
  host,
  harness: { site, otherSite },
}) => {
  otherSite.giveToken(async () => {
    const token = await account.signToken(LIFETIME_SECONDS);
    // Twice one that the service refuses, though it has not expired.
    const given = otherSite.tokensGiven();
    return given === 1 || given === 6 ? token.replace(/[^.]+$/, 'bm8gc2lnbmF0dXJl') : token;
  });
  putHostPage(otherSite, {
    service: site.origin,
    body: `<gf-crm-settings api-url="${site.origin}" locale="en"></gf-crm-settings>`,
    script: REPORT_ERRORS,
  });
  await page.goto(otherSite.origin);
  await user.setUp(account.credentials);

  // Longer than the service lets a stream live that was opened with such a token.
  emulator.addFaults({
    match: { url: 'batch' },
    times: 1,
    action: { type: 'delay', delayMs: (LIFETIME_SECONDS + 7) * 1_000 },
  });
  await account.push(contacts);
  await expect(user.heading(user.texts.sync.finished.COMPLETED)).toBeVisible();

  // Requests that wait at the same time share one token, and later ones reuse it.
  const calls = host.addresses.filter((address) => address.includes('/trpc/')).length;
  expect(otherSite.tokensGiven()).toBeLessThan(calls);
  await expect(page.locator('html')).not.toHaveAttribute('data-failures');
  expect(host.addresses.filter((address) => address.includes('eyJ'))).toEqual([]);
});

test('another account at the host is never shown what the previous one had', async ({
  page,
  user,
  account,
  host,
  harness,
}) => {
  await account.setUpAndSync();
  await page.clock.install();
  await host.open();
  await expect(user.heading(user.texts.sync.history.title)).toBeVisible();
  harness.site.giveToken(async () => await harness.keys.signToken(ANOTHER_ACCOUNT));
  // The panel refreshes automatically, and by then its token has expired.
  await page.clock.fastForward('11:00');
  await expect(user.heading(user.texts.overview.empty.title)).toBeVisible();
  await expect(user.heading(user.texts.sync.history.title)).toHaveCount(0);
});

const REPORT_ERRORS = `document.querySelector('gf-crm-settings').addEventListener('error', ({ detail }) => {
  document.documentElement.dataset.failures = JSON.stringify(detail);
});`;
