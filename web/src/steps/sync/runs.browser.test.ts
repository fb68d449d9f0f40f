import { expect, test } from 'vitest';
import { accessibilityProblems } from '../../../test/harness/accessibility.ts';
import { openPanelHouse } from '../../../test/harness/panel-house.ts';
import { createPanelUser } from '../../../test/harness/panel-user.ts';
import { testBrowser } from '../../../test/harness/test-browser.ts';

const browser = testBrowser();

const many = Array.from({ length: 30 }, (_, index) => ({
  id: `c${index}`,
  email: `person${index}@example.org`,
  lastName: `Person ${index}`,
}));
const slowly = { match: { url: 'batch' }, times: null, action: { type: 'delay', delayMs: 10_000 } } as const;

test.each(['de', 'en'] as const)(
  'a run that is going on is found again by a panel that was closed, and can be cancelled (%s)',
  async (language) => {
    await using house = await openPanelHouse(browser(), { language });
    const { page, demo } = house;
    const user = createPanelUser(page, language);
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
    await user.text(sync.finished.cancelledText).waitFor();
    expect(await house.events()).toContain('run-finished');
  },
);

test.each(['de', 'en'] as const)(
  'a disabled application user pauses the run, which says so and goes on once a test succeeds (%s)',
  async (language) => {
    await using house = await openPanelHouse(browser(), { language });
    const { page, demo } = house;
    const user = createPanelUser(page, language);
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
  },
);
