import { expect, test } from 'vitest';
import { accessibilityProblems } from '../../test/harness/accessibility.ts';
import { asksBeforeLeaving } from '../../test/harness/asks-before-leaving.ts';
import { openPanelHouse } from '../../test/harness/panel-house.ts';
import { createPanelUser } from '../../test/harness/panel-user.ts';
import { testBrowser } from '../../test/harness/test-browser.ts';

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
  await page.getByText(strategy.conflict.title('Alex Beispiel')).waitFor();
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

test('when two people change the same credential, the second is told, loses nothing, and decides', async () => {
  await using house = await openPanelHouse(browser(), { language: 'en' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'en');
  const { credentials, strategy } = user.texts;
  await user.setUp(demo.credentials);
  await user.goTo('credentials');
  const name = page.getByLabel(credentials.name);
  await name.fill('Mine');

  const otherPage = await page.context().newPage();
  await otherPage.goto(page.url());
  const other = createPanelUser(otherPage, 'en');
  await other.goTo('credentials');
  await otherPage.getByLabel(credentials.name).fill('Theirs');
  await other.button(credentials.saveChanges).click();
  await otherPage.getByText(credentials.savedOn).waitFor();

  await user.button(credentials.saveChanges).click();
  await page.getByText(strategy.conflict.title('Alex Beispiel')).waitFor();
  await page.getByText(strategy.conflict.changed(credentials.name)).waitFor();
  await user.heading('Theirs').waitFor();
  expect(await name.inputValue()).toBe('Mine');
  expect(await accessibilityProblems(page)).toEqual([]);

  await user.button(strategy.conflict.keepMine).click();
  await user.button(credentials.saveChanges).click();
  await page.getByText(credentials.savedOn).waitFor();
  await user.heading('Mine').waitFor();
});

test('the switch says what it is about in either state, and why it cannot be used yet', async () => {
  await using house = await openPanelHouse(browser(), { language: 'de' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'de');
  const { integration } = user.texts;
  await user.connect();
  await user.fillCredentials(demo.credentials);
  await user.testConnection();
  await user.saveCredentials();
  const toggle = page.getByRole('switch', { name: integration.enabled, exact: true });
  expect(await toggle.getAttribute('aria-disabled')).toBe('true');
  expect(await toggle.getAttribute('aria-checked')).toBe('false');
  const reason = page.getByText(integration.enableFirst);
  expect(await toggle.getAttribute('aria-describedby')).toBe(await reason.getAttribute('id'));
  await toggle.press('Space');
  expect(await toggle.getAttribute('aria-checked')).toBe('false');
  expect(await accessibilityProblems(page)).toEqual([]);

  await user.acceptAllSuggestions();
  await user.goToRules();
  await user.saveAndEnable();
  expect(await toggle.getAttribute('aria-checked')).toBe('true');
  expect(await reason.count()).toBe(0);
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

test.each(['de', 'en'] as const)(
  'removing asks first, says what stays, and leaves the contacts in the CRM (%s)',
  async (language) => {
    await using house = await openPanelHouse(browser(), { language });
    const { page, demo } = house;
    const user = createPanelUser(page, language);
    const { remove } = user.texts.integration;
    await user.setUp(demo.credentials);
    await user.goTo('credentials');
    await page.getByLabel(user.texts.credentials.name).fill('Typed in vain');
    const before = demo.emulator.contactCount();

    await user.button(remove.open).click();
    await user.heading(remove.stays('Dynamics')).waitFor();
    const dialog = await page.getByRole('dialog').innerText();
    for (const item of [...remove.goneItems, remove.keptLinks, remove.staysContacts])
      expect(dialog).toContain(item);
    expect(dialog).toContain(user.texts.providers['microsoft-dynamics']?.leftBehind);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await user.button(remove.open).evaluate((button) => button.matches(':focus'))).toBe(true);

    await user.button(remove.open).click();
    await user.button(remove.confirm).click();
    await user.heading(user.texts.overview.empty.title).waitFor();
    expect(demo.emulator.contactCount()).toBe(before);
    // What was typed about it is gone with it, so nothing is guarded any more.
    expect(await page.evaluate(asksBeforeLeaving)).toBe(false);
  },
);

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
