import { expect, test } from 'vitest';
import { accessibilityProblems } from '../testing/accessibility.ts';
import { openPanelHouse } from '../testing/panel-house.ts';
import { createPanelUser } from '../testing/panel-user.ts';
import { testBrowser } from '../testing/test-browser.ts';

const browser = testBrowser();

test('when two people change the same rule, the second is told, loses nothing, and decides', async () => {
  await using house = await openPanelHouse(browser(), { language: 'de' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'de');
  const { strategy } = user.texts;
  await user.setUp(demo.credentials);

  const otherPage = await page.context().newPage();
  await otherPage.goto(page.url());
  const other = createPanelUser(otherPage, 'de');
  await other.goTo('strategy');
  await otherPage.getByRole('radio', { name: strategy.strategies.UPDATE_IF_EMPTY.title }).check();

  await user.goTo('strategy');
  const skip = page.getByRole('radio', { name: strategy.strategies.SKIP.title });
  await skip.check();
  await other.button(strategy.save).click();
  await other.button(strategy.save).waitFor({ state: 'detached' });

  await user.button(strategy.save).click();
  await page.getByText(strategy.conflict.title).waitFor();
  await page.getByText(strategy.conflict.changed(strategy.conflict.parts.strategy)).waitFor();
  expect(await skip.isChecked()).toBe(true);
  expect(await accessibilityProblems(page)).toEqual([]);

  await user.button(strategy.conflict.keepMine).click();
  await user.button(strategy.save).click();
  await user.button(strategy.save).waitFor({ state: 'detached' });
  await house.reopen();
  await user.goTo('strategy');
  expect(await skip.isChecked()).toBe(true);
});

test('unsaved changes are still there after a look at the overview', async () => {
  await using house = await openPanelHouse(browser(), { language: 'en' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'en');
  const { strategy, overview } = user.texts;
  await user.setUp(demo.credentials);
  await user.goTo('strategy');
  await page.getByRole('radio', { name: strategy.strategies.SKIP.title }).check();
  await user.button(overview.allConnections).click();
  await page.getByRole('button', { name: /Microsoft Dynamics 365/ }).click();
  await user.goTo('strategy');
  expect(await page.getByRole('radio', { name: strategy.strategies.SKIP.title }).isChecked()).toBe(true);
  await page.getByText(strategy.unsaved).waitFor();
});

test('removing asks first, says what stays, and leaves the contacts in the CRM', async () => {
  await using house = await openPanelHouse(browser(), { language: 'de' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'de');
  const { remove } = user.texts.integration;
  await user.setUp(demo.credentials);
  const before = demo.emulator.contactCount();

  await user.button(remove.open).click();
  await user.heading(remove.stays('Dynamics')).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await user.button(remove.open).evaluate((button) => button.matches(':focus'))).toBe(true);

  await user.button(remove.open).click();
  await user.button(remove.confirm).click();
  await user.heading(user.texts.overview.empty.title).waitFor();
  expect(demo.emulator.contactCount()).toBe(before);
});

test('switched off, new contacts wait; switched on again, they arrive', async () => {
  await using house = await openPanelHouse(browser(), { language: 'de' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'de');
  const { texts } = user;
  await user.setUp(demo.credentials);
  const toggle = page.getByRole('switch', { name: texts.integration.enabled });
  await toggle.click();
  await page.getByText(texts.sync.disabled.title).waitFor();
  await house.push([{ id: 'c1', email: 'late@example.org', lastName: 'Late' }]);
  await toggle.click();
  await user.button(texts.sync.start).click();
  await user.heading(texts.sync.finished.COMPLETED).waitFor();
  expect([...demo.emulator.contacts()]).toContainEqual(
    expect.objectContaining({ emailaddress1: 'late@example.org' }),
  );
});
