import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { accessibilityProblems } from '../testing/accessibility.ts';
import { openPanelHouse } from '../testing/panel-house.ts';
import { createPanelUser } from '../testing/panel-user.ts';
import { testBrowser } from '../testing/test-browser.ts';

const browser = testBrowser();

const many = Array.from({ length: 30 }, (_, index) => ({
  id: `c${index}`,
  email: `person${index}@example.org`,
  lastName: `Person ${index}`,
}));
const slowly = { match: { url: 'batch' }, times: null, action: { type: 'delay', delayMs: 10_000 } } as const;

test('a run that is going on is found again by a panel that was closed, and can be cancelled', async () => {
  await using house = await openPanelHouse(browser(), { language: 'de' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'de');
  const { sync } = user.texts;
  await user.setUp(demo.credentials);
  demo.emulator.addFaults(slowly);
  await house.push(many);

  await house.reopen();
  await user.heading(sync.current).waitFor();
  await page.getByRole('progressbar', { name: sync.progressLabel }).waitFor();
  await user.button(sync.cancel).click();
  await page.getByRole('dialog').getByRole('button', { name: sync.cancel }).click();
  demo.emulator.clearFaults();
  await user.heading(sync.finished.CANCELLED).waitFor();
  expect(await house.events()).toContain('run-finished');
});

test('a disabled application user pauses the run, which says so and goes on once a test succeeds', async () => {
  await using house = await openPanelHouse(browser(), { language: 'de' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'de');
  const { texts } = user;
  await user.setUp(demo.credentials);
  demo.emulator.setUser({ state: 'disabled' });
  await house.push(many);
  await page.getByText(texts.sync.pauses.RECONNECT.title).waitFor();
  await page.getByText(String(texts.errors.APPLICATION_USER_DISABLED.title)).waitFor();

  expect(await accessibilityProblems(page)).toEqual([]);

  demo.emulator.setUser({ state: 'present' });
  await user.button(texts.integration.notices.reconnect).click();
  expect(await user.testConnection()).toBe('UP');
  await user.goTo('sync');
  await user.heading(texts.sync.finished.COMPLETED).waitFor();
});

test('failed contacts are grouped by cause, found by search, and tried again once they are mended', async () => {
  await using house = await openPanelHouse(browser(), { language: 'en' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'en');
  const { texts } = user;
  await user.setUp(demo.credentials);
  const faulty = { id: 'bad1', email: 'broken address', lastName: 'One' };
  await house.push([...many, faulty, { id: 'bad2', email: 'ok@example.org', phone: '1'.repeat(80) }]);
  await user.heading(texts.sync.finished.COMPLETED_WITH_ERRORS(2)).waitFor();
  const group = page.getByText(String(texts.errors.INVALID_EMAIL.title));
  await group.waitFor();

  await page.getByLabel(texts.sync.items.search).fill('bad2');
  await group.waitFor({ state: 'detached' });
  await page.getByText('ok@example.org').waitFor();
  await page.getByLabel(texts.sync.items.search).fill('');
  await group.waitFor();

  const downloading = page.waitForEvent('download');
  await user.button(texts.sync.items.export).click();
  const table = await readFile(await (await downloading).path(), 'utf8');
  const { columns } = texts.sync.items;
  expect(table.split('\r\n').slice(0, 2)).toEqual([
    `\uFEFF${Object.values(columns).join(';')}`,
    `bad1;broken address;${texts.sync.outcomes.FAILED};${String(texts.errors.INVALID_EMAIL.title)};`,
  ]);

  await house.push([{ ...faulty, email: 'mended@example.org' }]);
  await expect
    .poll(() => [...demo.emulator.contacts()].map((row) => row['emailaddress1']))
    .toContain('mended@example.org');
  await user.button(texts.sync.retryFailed(2)).click();
  await user.heading(texts.sync.finished.COMPLETED_WITH_ERRORS(1)).waitFor();
});
