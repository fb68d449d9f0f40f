import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { createKeyboardUser } from '../test/harness/keyboard-user.ts';
import { openPanelHouse } from '../test/harness/panel-house.ts';
import { createPanelUser } from '../test/harness/panel-user.ts';
import { testBrowser } from '../test/harness/test-browser.ts';

const browser = testBrowser();

test('the keyboard alone leads from nothing to a finished run; the focus always shows and results are spoken', async () => {
  await using house = await openPanelHouse(browser(), { language: 'en' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'en');
  const keyboard = createKeyboardUser(page);
  const { texts } = user;
  const spoken = (words: string) => hears(page, words);

  await keyboard.activate(user.button(texts.overview.connect('Microsoft Dynamics 365')));
  await expect.poll(keyboard.place).toBe(texts.credentials.title('Microsoft Dynamics 365'));
  for (const [name, value] of Object.entries(demo.credentials)) {
    await keyboard.goTo(user.credential(name));
    await keyboard.type(value);
  }
  await keyboard.activate(user.button(texts.credentials.test), 'Space');
  await spoken(texts.credentials.testResult.up);
  expect(await keyboard.place()).not.toBeNull();
  await keyboard.goTo(user.button(texts.credentials.saveAndContinue), 'Shift+Tab');
  await keyboard.press('Enter');
  await expect.poll(keyboard.place).toBe(texts.mapping.title);

  await keyboard.activate(user.button(texts.mapping.suggestions.acceptAll));
  await spoken(texts.mapping.suggestions.accepted(9));
  expect(await keyboard.place()).not.toBeNull();
  const assign = user.button(texts.mapping.assignField(texts.mapping.contactFields.title));
  await keyboard.goTo(assign, 'Shift+Tab');
  await keyboard.press('Enter');
  await user.attributeSearch.waitFor();
  await keyboard.type('jobtitle');
  await user.attributes.filter({ hasText: 'jobtitle' }).first().waitFor();
  await keyboard.press('ArrowDown', 'Enter');
  await keyboard.activate(user.button(texts.mapping.removeRow));
  await expect.poll(async () => await keyboard.isAt(assign)).toBe(true);

  await keyboard.activate(user.button(texts.mapping.continue));
  await expect.poll(keyboard.place).toBe(texts.strategy.title);
  const { strategies } = texts.strategy;
  await keyboard.goTo(page.getByRole('radio', { name: strategies.UPDATE_IF_CHANGED.title }));
  await keyboard.press('ArrowDown');
  expect(await page.getByRole('radio', { name: strategies.UPDATE_IF_EMPTY.title }).isChecked()).toBe(true);
  await house.push([{ id: 'c1', email: 'ada@example.org', lastName: 'Lovelace' }]);
  await keyboard.activate(user.button(texts.strategy.saveAndEnable));
  await spoken(texts.strategy.savedAndEnabled);
  await expect.poll(keyboard.place).toBe(texts.sync.title);

  await keyboard.activate(user.button(texts.sync.start));
  await spoken(texts.sync.finished.COMPLETED);
  await keyboard.goTo(user.button(texts.sync.start), 'Shift+Tab');
  await keyboard.press('Enter');
  await spoken(texts.sync.finished.nothingToDo);

  const remove = user.button(texts.integration.remove.open);
  await keyboard.goTo(remove, 'Shift+Tab');
  await keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await keyboard.press('Tab', 'Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await keyboard.isAt(remove)).toBe(true);
});

test('how much a search has found is spoken', async () => {
  await using house = await openPanelHouse(browser(), { language: 'en' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'en');
  const { items } = user.texts.sync;
  await user.setUp(demo.credentials);
  await house.push([
    { id: 'c1', email: 'ada@example.org', lastName: 'Lovelace' },
    { id: 'c2', email: 'no address', lastName: 'Nobody' },
  ]);
  await page.getByText('no address').first().waitFor();
  await page.getByLabel(items.search).fill('c2');
  await hears(page, items.group(1));
  await page.getByLabel(items.search).fill('nobody');
  await hears(page, items.group(0));
  expect(await page.getByLabel(items.search).inputValue()).toBe('nobody');
});

test('when what had the focus goes away, the focus is not lost', async () => {
  await using house = await openPanelHouse(browser(), { language: 'en' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'en');
  const keyboard = createKeyboardUser(page);
  const { strategy, mapping } = user.texts;
  await user.setUp(demo.credentials);

  await user.goTo('mapping');
  await user.openField('title');
  await keyboard.type('gendercode');
  await user.attributes.first().waitFor();
  await keyboard.press('ArrowDown', 'Enter');
  const add = user.button(mapping.values.add);
  await keyboard.activate(add);
  await keyboard.type('Dr.');
  await keyboard.activate(user.button(mapping.values.remove('Dr.')));
  expect(await keyboard.isAt(add)).toBe(true);

  await keyboard.activate(user.button(strategy.save));
  await user.button(strategy.save).waitFor({ state: 'detached' });
  await expect.poll(keyboard.place).toBe(mapping.title);
});

/** Waits until a live region says the words. */
async function hears(page: Page, words: string): Promise<void> {
  await expect
    .poll(async () => await page.locator('output').allTextContents())
    .toContainEqual(expect.stringContaining(words));
}
