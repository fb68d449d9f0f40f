import { describe, expect, test } from 'vitest';
import { accessibilityProblems } from '../../test/harness/accessibility.ts';
import { FORM_PATHS, type Form, openPanelHouse } from '../../test/harness/panel-house.ts';
import { createPanelUser } from '../../test/harness/panel-user.ts';
import { testBrowser } from '../../test/harness/test-browser.ts';

const browser = testBrowser();
const contacts = [
  { id: 'c1', email: 'ada@example.org', lastName: 'Lovelace' },
  { id: 'c2', email: 'not an address', lastName: 'Brot' },
];
const forms = Object.keys(FORM_PATHS) as Form[];

describe.each(forms)('as %s', (form) => {
  test.each(['de', 'en'] as const)('in %s, four values lead to a synced account', async (language) => {
    await using house = await openPanelHouse(browser(), { form, language });
    const user = createPanelUser(house.page, language);
    const { texts } = user;
    await house.push(contacts);
    await user.setUp(house.demo.credentials);
    await user.button(texts.sync.start).click();
    await user.heading(texts.sync.finished.COMPLETED_WITH_ERRORS(1)).waitFor();
    expect(await house.events()).toEqual(['ready', 'tested', 'saved', 'saved', 'run-finished']);
    expect(house.complaints).toEqual([]);
    expect(house.addresses.filter((address) => /eyJ|token=/i.test(address))).toEqual([]);
  });

  test.each(['de', 'en'] as const)(
    'in %s, an account that is set up shows its last run',
    async (language) => {
      await using house = await openPanelHouse(browser(), {
        form,
        language,
        account: 'ready',
        theme: 'dark',
      });
      const user = createPanelUser(house.page, language);
      const { texts } = user;
      await user.heading(texts.sync.finished.COMPLETED_WITH_ERRORS(2)).waitFor();
      expect(await accessibilityProblems(house.page, 'html')).toEqual([]);
      await user.button(texts.overview.allConnections).click();
      await user.heading(texts.overview.title).waitFor();
      expect(await house.events()).toEqual(['ready']);
      expect(house.complaints).toEqual([]);
      expect(await house.page.locator('.gfc [style]').count()).toBe(0);
    },
  );
});
