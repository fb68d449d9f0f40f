import { expect, test } from 'vitest';
import { accessibilityProblems } from '../../../test/harness/accessibility.ts';
import { openPanelHouse } from '../../../test/harness/panel-house.ts';
import { createPanelUser } from '../../../test/harness/panel-user.ts';
import { testBrowser } from '../../../test/harness/test-browser.ts';

const browser = testBrowser();

test.each(['de', 'en'] as const)(
  'a network that is lost during the test is said, and trying again works (%s)',
  async (language) => {
    await using house = await openPanelHouse(browser(), { language });
    const { page, demo } = house;
    const user = createPanelUser(page, language);
    const { texts } = user;
    demo.emulator.addFaults({ match: { url: 'WhoAmI' }, action: { type: 'delay', delayMs: 60_000 } });
    await user.connect();
    await user.fillCredentials(demo.credentials);
    await user.button(texts.credentials.test).click();
    const token = page.getByRole('listitem').filter({ hasText: texts.checks.TOKEN });
    await token.getByText(texts.credentials.testResult.passed).waitFor();

    await page.context().setOffline(true);
    await page.getByText(texts.common.offline).waitFor();
    await page.getByText(String(texts.errors.API_UNREACHABLE.title)).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.context().setOffline(false);
    await page.getByText(texts.common.offline).waitFor({ state: 'detached' });
    expect(await user.credential('clientSecret').inputValue()).toBe(demo.credentials.clientSecret);
    await user.button(texts.common.retry).click();
    await user.heading(texts.credentials.testResult.up).waitFor();
  },
);
