import { expect, LANGUAGES, test } from './fixtures.ts';
import { accessibilityProblems } from './support/accessibility.ts';

/** Longer than the service waits without pausing the run. */
const RETRY_AFTER_SECONDS = 12;

for (const language of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('a throttled run says when it continues, and then completes', async ({
      page,
      user,
      account,
      emulator,
      host,
    }) => {
      const { sync } = user.texts;
      await account.setUp();
      await host.open();
      emulator.addFaults({
        match: { url: 'batch' },
        action: { type: 'throttle', limit: 'requests', retryAfter: RETRY_AFTER_SECONDS },
      });
      const before = Date.now();
      await account.push([{ id: 'a', email: 'a@example.com', lastName: 'A' }]);

      const pause = page.getByText(sync.pauses.THROTTLED.title);
      await expect(pause).toBeVisible();
      const after = Date.now();
      const notice = (await pause.locator('..').textContent()) ?? '';
      const clock = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
      const possible = timesBetween(before, after + RETRY_AFTER_SECONDS * 1_500).map((time) =>
        clock.format(time),
      );
      expect(possible.some((time) => notice.includes(sync.pauses.THROTTLED.waiting(time)))).toBe(true);
      expect(await accessibilityProblems(page)).toEqual([]);

      await expect(user.heading(sync.finished.COMPLETED)).toBeVisible();
      expect([...emulator.contacts()].map((row) => row['emailaddress1'])).toContain('a@example.com');
    });
  });
}

/** Each second of a span. */
function timesBetween(fromMs: number, untilMs: number): Date[] {
  const seconds = Math.ceil((untilMs - fromMs) / 1_000);
  return Array.from({ length: seconds + 1 }, (_, second) => new Date(fromMs + second * 1_000));
}
