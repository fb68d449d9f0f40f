import { describe, expect, test } from 'vitest';
import type { Demo } from '../../../../demo/src/demo.ts';
import { openPanelHouse } from '../../../test/harness/panel-house.ts';
import { createPanelUser } from '../../../test/harness/panel-user.ts';
import { testBrowser } from '../../../test/harness/test-browser.ts';
import { failureMessage } from '../../i18n/failure-message.ts';

const browser = testBrowser();

/** What the organisation keeps in its own attribute, which goes with the customiser who made it. */
function addShirt({ emulator }: Demo): void {
  emulator.addAttribute({
    type: 'String',
    schemaName: 'new_Shirt',
    label: { en: 'Shirt', de: 'Hemd' },
  });
}

const ada = { id: 'ada', email: 'ada@example.org', lastName: 'Lovelace', customFields: { shirt: 'XL' } };

describe.each(['de', 'en'] as const)('in %s', (language) => {
  test('an attribute that has vanished is told when the fields are read again, and bars the way until its row is mended', async () => {
    await using house = await openPanelHouse(browser(), { language });
    const { page, demo } = house;
    const user = createPanelUser(page, language);
    const { mapping } = user.texts;
    addShirt(demo);
    await house.push([ada]);
    await user.toMapping(demo.credentials);
    await user.acceptAllSuggestions();
    const row = page.locator('li[data-field="customFields.shirt"]');
    await row.getByText('new_shirt').waitFor();

    demo.emulator.removeAttribute('new_shirt');
    await user.button(mapping.refresh).click();
    await page.getByText(mapping.refreshed.removed(language === 'de' ? 'Hemd' : 'Shirt')).waitFor();
    await page.getByText(mapping.problems.blocking(1)).waitFor();
    expect(await row.textContent()).toContain('new_shirt');
    await user.button(mapping.continue).click();
    expect(await user.heading(user.texts.strategy.title).count()).toBe(0);
    const focused = page.locator('gf-crm-settings').locator(':focus');
    expect(await focused.textContent()).toContain(mapping.problems.blockingText);

    await user.button(mapping.problems.toRowOf('shirt → new_shirt')).click();
    expect(await user.attributeSearch.inputValue()).toBe('new_shirt');
    await user.button(mapping.removeRow).click();
    await page.getByText(mapping.problems.blocking(1)).waitFor({ state: 'detached' });
    await user.goToRules();
  });

  test('a run that waits for the mapping names the attribute, and goes on once the mapping is saved', async () => {
    await using house = await openPanelHouse(browser(), { language });
    const { page, demo } = house;
    const user = createPanelUser(page, language);
    const { mapping, sync, integration, strategy } = user.texts;
    addShirt(demo);
    await house.push([ada]);
    await user.setUp(demo.credentials);
    demo.emulator.removeAttribute('new_shirt');
    await user.button(sync.start).click();
    await page.getByText(sync.pauses.MAPPING.title).waitFor();
    const attributes = [language === 'de' ? 'Hemd' : 'Shirt'];
    await page.getByText(failureMessage(user.texts, 'MAPPING_INVALID', { attributes }).title).waitFor();

    await user.button(integration.notices.toMapping).click();
    await page.getByText(mapping.problems.blocking(1)).waitFor();
    await user.button(mapping.problems.toRowOf('shirt → new_shirt')).click();
    await user.button(mapping.removeRow).click();
    await user.button(strategy.save).click();
    await user.goTo('sync');
    await user.heading(sync.finished.COMPLETED).waitFor();
    expect([...demo.emulator.contacts()]).toContainEqual(
      expect.objectContaining({ emailaddress1: 'ada@example.org', lastname: 'Lovelace' }),
    );
  });

  test('open suggestions are no surprise: the way on says what becomes of them', async () => {
    await using house = await openPanelHouse(browser(), { language });
    const { page, demo } = house;
    const user = createPanelUser(page, language);
    const { mapping, strategy } = user.texts;
    const { suggestions, contactFields } = mapping;
    await user.toMapping(demo.credentials);
    await user.button(suggestions.acceptAndContinue).waitFor();
    expect(await user.button(mapping.continue).count()).toBe(0);
    expect(await user.button(suggestions.continueWithout).count()).toBe(0);
    const label = language === 'de' ? 'Vorname' : 'First Name';
    await user.button(suggestions.acceptOne(contactFields.firstName, label)).click();
    await user.button(suggestions.continueWithout).waitFor();
    const reason = page.locator('li[data-field="lastName"]').getByText(mapping.suggestionReasons.STANDARD);
    await reason.waitFor();
    const lastName = language === 'de' ? 'Nachname' : 'Last Name';
    const missing = page.getByText(mapping.problems.warnings(1, lastName));
    await missing.waitFor();

    await user.button(suggestions.acceptAndContinue).click();
    await user.heading(strategy.title).waitFor();
    await user.goTo('mapping');
    expect(await missing.count()).toBe(0);
    expect(await user.button(suggestions.acceptAll).count()).toBe(0);
    await user.button(mapping.changeField(contactFields.lastName, lastName)).waitFor();
  });
});
