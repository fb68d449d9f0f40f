import { describe, expect, test } from 'vitest';
import { openPanelHouse } from '../../../test/harness/panel-house.ts';
import { createPanelUser } from '../../../test/harness/panel-user.ts';
import { testBrowser } from '../../../test/harness/test-browser.ts';

const browser = testBrowser();

describe.each(['de', 'en'] as const)('in %s', (language) => {
  test('values that would fail are told before anything is saved, and go when they are translated', async () => {
    await using house = await openPanelHouse(browser(), { language });
    const { page, demo } = house;
    const user = createPanelUser(page, language);
    const { mapping } = user.texts;
    const { risks, problems } = mapping;
    demo.emulator.addAttribute({
      type: 'String',
      schemaName: 'new_Chapter',
      label: { en: 'Chapter', de: 'Ortsgruppe' },
      requiredLevel: 'ApplicationRequired',
    });
    await house.push([
      { id: 'long', email: 'long@example.org', firstName: 'A'.repeat(60), lastName: 'Long' },
      { id: 'fits', email: 'fits@example.org', firstName: 'Ada', lastName: 'Fits', title: 'Frau Dr.' },
    ]);
    await user.toMapping(demo.credentials);
    await user.acceptAllSuggestions();
    const firstName = page.locator('li[data-field="firstName"]');
    await firstName.getByText(risks.tooLong('60', '50')).waitFor();
    await page.getByText(problems.seen(1)).waitFor();
    await page.getByText(problems.limits).waitFor();
    const chapter = language === 'de' ? 'Ortsgruppe' : 'Chapter';
    await page.getByText(problems.warnings(1, chapter)).waitFor();

    await user.openField('title');
    await page.keyboard.type('gendercode');
    await user.attributes.first().click();
    const unmatched = page.getByLabel(mapping.values.from, { exact: true });
    expect(await unmatched.inputValue()).toBe('Frau Dr.');
    await page.getByText(problems.seen(2)).waitFor();
    const female = language === 'de' ? 'Weiblich' : 'Female';
    await page.getByLabel(`Frau Dr.: ${mapping.values.to('Dynamics')}`).selectOption(female);
    await page.getByText(problems.seen(1)).waitFor();
    await user.button(mapping.done).click();

    await user.goToRules();
    await user.saveAndEnable();
    await user.button(user.texts.sync.start).click();
    await user.heading(user.texts.sync.finished.COMPLETED_WITH_ERRORS(1)).waitFor();
    const arrived = [...demo.emulator.contacts()];
    expect(arrived).toContainEqual(
      expect.objectContaining({ emailaddress1: 'fits@example.org', gendercode: 2 }),
    );
    expect(arrived.some((row) => row['emailaddress1'] === 'long@example.org')).toBe(false);
  });
});

test('yes and no are exchanged for an attribute that asks the opposite', async () => {
  await using house = await openPanelHouse(browser(), { language: 'en' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'en');
  const { mapping } = user.texts;
  await house.push([
    { id: 'wants', email: 'wants@example.org', lastName: 'Wants', customFields: { newsletter: true } },
    { id: 'not', email: 'not@example.org', lastName: 'Not', customFields: { newsletter: 'nein' } },
  ]);
  await user.toMapping(demo.credentials);
  await user.acceptAllSuggestions();
  await user.button(mapping.assignField('newsletter')).click();
  await page.keyboard.type('donotbulkemail');
  await user.attributes.first().click();
  await page.getByLabel(mapping.values.inverted).check();
  await page.getByText(mapping.values.invertedHint('Do Not Allow', 'Allow')).waitFor();
  await user.button(mapping.done).click();
  await page.locator('li[data-field="customFields.newsletter"]').getByText(mapping.values.inverted).waitFor();
  await user.goToRules();
  await user.saveAndEnable();
  await user.button(user.texts.sync.start).click();
  await user.heading(user.texts.sync.finished.COMPLETED).waitFor();
  expect([...demo.emulator.contacts()]).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ emailaddress1: 'wants@example.org', donotbulkemail: false }),
      expect.objectContaining({ emailaddress1: 'not@example.org', donotbulkemail: true }),
    ]),
  );
});
