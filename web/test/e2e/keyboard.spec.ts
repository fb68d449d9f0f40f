import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { createKeyboardUser } from './support/keyboard-user.ts';

test.use({ language: 'en' });

test('the keyboard alone leads from nothing to a finished run; the focus is always visible and results are announced', async ({
  page,
  user,
  account,
  host,
}) => {
  await host.open();
  const keyboard = createKeyboardUser(page);
  const { texts } = user;
  const announced = async (message: string) => await expectAnnouncement(page, message);

  await keyboard.activate(user.button(texts.overview.connect('Microsoft Dynamics 365')));
  await expect.poll(keyboard.place).toBe(texts.credentials.title('Microsoft Dynamics 365'));
  for (const [name, value] of Object.entries(account.credentials)) {
    await keyboard.goTo(user.credential(name));
    await keyboard.type(value);
  }
  await keyboard.activate(user.button(texts.credentials.test), 'Space');
  await announced(texts.credentials.testResult.up);
  expect(await keyboard.place()).not.toBeNull();
  await keyboard.goTo(user.button(texts.credentials.saveAndContinue), 'Shift+Tab');
  await keyboard.press('Enter');
  await expect.poll(keyboard.place).toBe(texts.mapping.title);

  await keyboard.activate(user.button(texts.mapping.suggestions.acceptAll));
  await announced(texts.mapping.suggestions.accepted(9));
  expect(await keyboard.place()).not.toBeNull();
  const assign = user.button(texts.mapping.assignField(texts.mapping.contactFields.title));
  await keyboard.goTo(assign, 'Shift+Tab');
  await keyboard.press('Enter');
  await expect(user.attributeSearch).toBeVisible();
  await keyboard.type('jobtitle');
  await expect(user.attributes.filter({ hasText: 'jobtitle' }).first()).toBeVisible();
  await keyboard.press('ArrowDown', 'Enter');
  await keyboard.activate(user.button(texts.mapping.removeRow));
  await expect.poll(async () => await keyboard.isAt(assign)).toBe(true);

  await keyboard.activate(user.button(texts.mapping.continue));
  await expect.poll(keyboard.place).toBe(texts.strategy.title);
  const { strategies } = texts.strategy;
  await keyboard.goTo(page.getByRole('radio', { name: strategies.UPDATE_IF_SOURCE_CHANGED.title }));
  await keyboard.press('ArrowDown', 'ArrowDown');
  await expect(page.getByRole('radio', { name: strategies.UPDATE_IF_EMPTY.title })).toBeChecked();
  await account.push([{ id: 'c1', email: 'ada@example.org', lastName: 'Lovelace' }]);
  await keyboard.activate(user.button(texts.strategy.saveAndEnable));
  await announced(texts.strategy.savedAndEnabled);
  await expect.poll(keyboard.place).toBe(texts.sync.title);

  await expect(user.heading(texts.sync.finished.COMPLETED)).toBeVisible();
  await keyboard.activate(user.button(texts.sync.start));
  await announced(texts.sync.finished.nothingToDo);
  await keyboard.goTo(page.getByRole('radio', { name: texts.sync.scope.CHANGED.title }), 'Shift+Tab');
  await keyboard.press('ArrowDown');
  await keyboard.activate(user.button(texts.sync.start));
  await announced(texts.sync.finished.COMPLETED);

  const remove = user.button(texts.integration.remove.open);
  await keyboard.goTo(remove, 'Shift+Tab');
  await keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await keyboard.press('Tab', 'Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await keyboard.isAt(remove)).toBe(true);
});

test('the number of search results is announced', async ({ page, user, account, host }) => {
  const { items } = user.texts.sync;
  await account.setUp();
  await host.open();
  await account.push([
    { id: 'c1', email: 'ada@example.org', lastName: 'Lovelace' },
    { id: 'c2', email: 'no address', lastName: 'Nobody' },
  ]);
  await expect(page.getByText('no address').first()).toBeVisible();
  await page.getByLabel(items.search).fill('c2');
  await expectAnnouncement(page, items.group(1));
  await page.getByLabel(items.search).fill('nobody');
  await expectAnnouncement(page, items.group(0));
  await expect(page.getByLabel(items.search)).toHaveValue('nobody');
});

test('the focus is not lost when the focused element disappears', async ({ page, user, account, host }) => {
  const keyboard = createKeyboardUser(page);
  const { strategy, mapping } = user.texts;
  await account.setUp();
  await host.open();

  await user.goTo('mapping');
  await user.openField('title');
  await keyboard.type('gendercode');
  await expect(user.attributes.first()).toBeVisible();
  await keyboard.press('ArrowDown', 'Enter');
  const add = user.button(mapping.values.add);
  await keyboard.activate(add);
  await keyboard.type('Dr.');
  await keyboard.activate(user.button(mapping.values.remove('Dr.')));
  expect(await keyboard.isAt(add)).toBe(true);

  await keyboard.activate(user.button(strategy.save));
  await expect(user.button(strategy.save)).toHaveCount(0);
  await expect.poll(keyboard.place).toBe(mapping.title);
});

/** Waits until a live region contains the message. */
async function expectAnnouncement(page: Page, message: string): Promise<void> {
  await expect
    .poll(async () => await page.locator('output').allTextContents())
    .toContainEqual(expect.stringContaining(message));
}
