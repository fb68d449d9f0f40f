import { expect, test } from 'vitest';
import { accessibilityProblems } from '../../../test/harness/accessibility.ts';
import { openPanelHouse } from '../../../test/harness/panel-house.ts';
import { createPanelUser } from '../../../test/harness/panel-user.ts';
import { testBrowser } from '../../../test/harness/test-browser.ts';

const browser = testBrowser();

/** Longer than the service waits for without pausing the run. */
const RETRY_AFTER_SECONDS = 12;

test.each(['de', 'en'] as const)(
  'a run that the CRM asks to wait says when it goes on, and then goes on and completes (%s)',
  async (language) => {
    await using house = await openPanelHouse(browser(), { language });
    const { page, demo } = house;
    const user = createPanelUser(page, language);
    const { sync } = user.texts;
    await user.setUp(demo.credentials);
    demo.emulator.addFaults({
      match: { url: 'batch' },
      action: { type: 'throttle', limit: 'requests', retryAfter: RETRY_AFTER_SECONDS },
    });
    const before = Date.now();
    await house.push([{ id: 'a', email: 'a@example.com', lastName: 'A' }]);

    const pause = page.getByText(sync.pauses.THROTTLED.title);
    await pause.waitFor();
    const after = Date.now();
    const told = (await pause.locator('..').textContent()) ?? '';
    const clock = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
    const possible = timesBetween(before, after + RETRY_AFTER_SECONDS * 1_500).map((time) =>
      clock.format(time),
    );
    expect(possible.some((time) => told.includes(sync.pauses.THROTTLED.waiting(time)))).toBe(true);
    expect(await accessibilityProblems(page)).toEqual([]);

    await user.heading(sync.finished.COMPLETED).waitFor();
    expect([...demo.emulator.contacts()].map((row) => row['emailaddress1'])).toContain('a@example.com');
  },
);

/** Each second of a span. */
function timesBetween(fromMs: number, untilMs: number): Date[] {
  const seconds = Math.ceil((untilMs - fromMs) / 1_000);
  return Array.from({ length: seconds + 1 }, (_, second) => new Date(fromMs + second * 1_000));
}
