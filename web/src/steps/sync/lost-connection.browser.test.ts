import { expect, test } from 'vitest';
import { accessibilityProblems } from '../../../test/harness/accessibility.ts';
import { openPanelHouse } from '../../../test/harness/panel-house.ts';
import { createPanelUser } from '../../../test/harness/panel-user.ts';
import { testBrowser } from '../../../test/harness/test-browser.ts';

const browser = testBrowser();

/** The CRM answers nobody for now, so that the run stays open. */
const away = { match: { url: 'batch' }, times: null, action: { type: 'respond', status: 503 } } as const;

test.each(['de', 'en'] as const)(
  'numbers say that they are old without a network and while the service restarts, and go on by themselves (%s)',
  async (language) => {
    await using house = await openPanelHouse(browser(), { language });
    const { page, demo } = house;
    const user = createPanelUser(page, language);
    const { sync, common } = user.texts;
    const lost = page.getByText(sync.lost('').split('.')[0] ?? '');
    await user.setUp(demo.credentials);
    demo.emulator.addFaults(away);
    await house.push([{ id: 'a', email: 'a@example.com', lastName: 'A' }]);
    await user.heading(sync.current).or(user.heading(sync.statuses.PAUSED)).waitFor();

    await page.context().setOffline(true);
    await page.getByText(common.offline).waitFor();
    await lost.waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.context().setOffline(false);
    await lost.waitFor({ state: 'detached' });

    const bringBack = await demo.takeServiceAway();
    await lost.waitFor();
    await bringBack();
    await lost.waitFor({ state: 'detached' });

    demo.emulator.clearFaults();
    await user.heading(sync.finished.COMPLETED).waitFor();
    expect(await house.events()).toContain('run-finished');
  },
);
