import { expect, LANGUAGES, test } from './fixtures.ts';
import { accessibilityProblems } from './support/accessibility.ts';
import { asksBeforeLeaving } from './support/asks-before-leaving.ts';
import { createPanelUser } from './support/panel-user.ts';

test.use({ language: 'de' });

test('when two people change the same rule, the second is informed, loses nothing, and decides', async ({
  page,
  user,
  account,
  host,
  language,
}) => {
  const { strategy } = user.texts;
  await account.setUp();
  await host.open();

  const otherPage = await page.context().newPage();
  await otherPage.goto(page.url());
  const other = createPanelUser(otherPage, language);
  await other.goTo('strategy');
  await otherPage.getByRole('radio', { name: strategy.strategies.UPDATE_IF_EMPTY.title }).check();

  await user.goTo('strategy');
  const skip = page.getByRole('radio', { name: strategy.strategies.SKIP.title });
  await skip.check();
  await other.button(strategy.save).click();
  await expect(other.button(strategy.save)).toHaveCount(0);

  await user.button(strategy.save).click();
  await expect(page.getByText(strategy.conflict.title('Alex Beispiel'))).toBeVisible();
  await expect(page.getByText(strategy.conflict.changed(strategy.conflict.parts.strategy))).toBeVisible();
  await expect(skip).toBeChecked();
  expect(await accessibilityProblems(page)).toEqual([]);

  await user.button(strategy.conflict.keepMine).click();
  await user.button(strategy.save).click();
  await expect(user.button(strategy.save)).toHaveCount(0);
  await host.open();
  await user.goTo('strategy');
  await expect(skip).toBeChecked();
});

test('when two people change the same credential, the second is informed, loses nothing, and decides', async ({
  page,
  user,
  account,
  host,
  language,
}) => {
  const { credentials, strategy } = user.texts;
  await account.setUp();
  await host.open();
  await user.goTo('credentials');
  const name = page.getByLabel(credentials.name);
  await name.fill('Mine');

  const otherPage = await page.context().newPage();
  await otherPage.goto(page.url());
  const other = createPanelUser(otherPage, language);
  await other.goTo('credentials');
  await otherPage.getByLabel(credentials.name).fill('Theirs');
  await other.button(credentials.saveChanges).click();
  await expect(otherPage.getByText(credentials.savedOn)).toBeVisible();

  await user.button(credentials.saveChanges).click();
  await expect(page.getByText(strategy.conflict.title('Alex Beispiel'))).toBeVisible();
  await expect(page.getByText(strategy.conflict.changed(credentials.name))).toBeVisible();
  await expect(user.heading('Theirs')).toBeVisible();
  await expect(name).toHaveValue('Mine');
  expect(await accessibilityProblems(page)).toEqual([]);

  await user.button(strategy.conflict.keepMine).click();
  await user.button(credentials.saveChanges).click();
  await expect(page.getByText(credentials.savedOn)).toBeVisible();
  await expect(user.heading('Mine')).toBeVisible();
});

test('the switch has one label in both states, and says why it cannot be used yet', async ({
  page,
  user,
  account,
  host,
}) => {
  const { integration } = user.texts;
  await account.connect();
  await host.open();
  const toggle = page.getByRole('switch', { name: integration.enabled, exact: true });
  await expect(toggle).toHaveAttribute('aria-disabled', 'true');
  await expect(toggle).toHaveAttribute('aria-checked', 'false');
  const reason = page.getByText(integration.enableFirst);
  await expect(toggle).toHaveAttribute('aria-describedby', (await reason.getAttribute('id')) ?? 'missing');
  await toggle.press('Space');
  await expect(toggle).toHaveAttribute('aria-checked', 'false');
  expect(await accessibilityProblems(page)).toEqual([]);

  await user.acceptAllSuggestions();
  await user.goToRules();
  await user.saveAndEnable();
  await expect(toggle).toHaveAttribute('aria-checked', 'true');
  await expect(reason).toHaveCount(0);
});

test('unsaved changes stay while the overview is open', async ({ page, user, account, host }) => {
  const { strategy, overview } = user.texts;
  await account.setUp();
  await host.open();
  await user.goTo('strategy');
  await page.getByRole('radio', { name: strategy.strategies.SKIP.title }).check();
  await user.button(overview.allConnections).click();
  await page.getByRole('button', { name: /Microsoft Dynamics 365/ }).click();
  await user.goTo('strategy');
  await expect(page.getByRole('radio', { name: strategy.strategies.SKIP.title })).toBeChecked();
  await expect(page.getByText(strategy.unsaved)).toBeVisible();
});

for (const language of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('removing a connection asks first, says what stays, and leaves the contacts in the CRM', async ({
      page,
      user,
      account,
      emulator,
      host,
    }) => {
      const { remove } = user.texts.integration;
      await account.setUp();
      await host.open();
      await user.goTo('credentials');
      await page.getByLabel(user.texts.credentials.name).fill('Typed in vain');
      const before = emulator.contactCount();

      await user.button(remove.open).click();
      await expect(user.heading(remove.stays('Dynamics'))).toBeVisible();
      const dialog = await page.getByRole('dialog').innerText();
      for (const item of [...remove.goneItems, remove.keptLinks, remove.staysContacts])
        expect(dialog).toContain(item);
      expect(dialog).toContain(user.texts.providers['microsoft-dynamics']?.leftBehind);
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(user.button(remove.open)).toBeFocused();

      await user.button(remove.open).click();
      await user.button(remove.confirm).click();
      await expect(user.heading(user.texts.overview.empty.title)).toBeVisible();
      expect(emulator.contactCount()).toBe(before);
      // What was typed about it is gone with it, so nothing is guarded any more.
      expect(await page.evaluate(asksBeforeLeaving)).toBe(false);
    });
  });
}

test('new contacts wait while the connection is switched off, and arrive once it is on again', async ({
  page,
  user,
  account,
  emulator,
  host,
}) => {
  const { texts } = user;
  await account.setUp();
  await host.open();
  const toggle = page.getByRole('switch', { name: texts.integration.enabled });
  await toggle.click();
  await expect(page.getByText(texts.sync.disabled.title)).toBeVisible();
  await account.push([{ id: 'c1', email: 'late@example.org', lastName: 'Late' }]);
  await toggle.click();
  await expect(user.heading(texts.sync.finished.COMPLETED)).toBeVisible();
  await expect(
    page.getByRole('region', { name: texts.sync.latest }).getByText(texts.sync.triggers.ENABLED),
  ).toBeVisible();
  expect([...emulator.contacts()]).toContainEqual(
    expect.objectContaining({ emailaddress1: 'late@example.org' }),
  );
});
