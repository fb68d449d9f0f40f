import { describe, expect, test } from 'vitest';
import { accessibilityProblems } from '../../../test/harness/accessibility.ts';
import { openPanelHouse } from '../../../test/harness/panel-house.ts';
import { createPanelUser } from '../../../test/harness/panel-user.ts';
import { testBrowser } from '../../../test/harness/test-browser.ts';
import { failureMessage } from '../../i18n/failure-message.ts';
import { FAILING_CHECKS } from './testing/failing-checks.ts';

const browser = testBrowser();
describe.each(['de', 'en'] as const)('in %s', (language) => {
  test('every check that fails says why, what comes next, who acts, and by which number it is found', async () => {
    await using house = await openPanelHouse(browser(), { language });
    const { page, demo } = house;
    const user = createPanelUser(page, language);
    const { texts } = user;
    await user.connect();
    const result = page.getByRole('region', { name: texts.credentials.testResult.title });

    for (const { check, code, typed = {}, spoil, mend, params = {}, hasRequestId } of FAILING_CHECKS) {
      await user.fillCredentials({ ...demo.credentials, ...typed });
      spoil?.(demo.emulator);
      expect([code, await user.testConnection()]).toEqual([code, 'DOWN']);
      mend?.(demo.emulator);

      const { title, next, who } = failureMessage(texts, code, params);
      const line = result.getByRole('listitem').filter({ hasText: title });
      const said = await line.innerText();
      const expected = [texts.checks[check], texts.credentials.testResult.failed, next];
      if (who !== texts.responsible.NOBODY) expected.push(who);
      for (const words of expected) expect([code, said]).toEqual([code, expect.stringContaining(words)]);
      expect(said).toMatch(/\d[.,]?\d? ?s/i);
      const requestId = line.getByText(texts.common.requestId, { exact: true });
      expect([code, await requestId.count()]).toEqual([code, hasRequestId ? 1 : 0]);
      const [help] = await line.getByRole('link').all();
      expect(await help?.getAttribute('href')).toContain(`/guides/${language}/messages#${code}`);
    }
    expect(await accessibilityProblems(page)).toEqual([]);

    await user.fillCredentials(demo.credentials);
    expect(await user.testConnection()).toBe('UP');
  });

  test('a right that ends at the business unit is a note on a connection that works', async () => {
    await using house = await openPanelHouse(browser(), { language });
    const { page, demo } = house;
    const user = createPanelUser(page, language);
    const { texts } = user;
    demo.emulator.changePrivileges({ prvReadContact: 'Deep' });
    await user.connect();
    await user.fillCredentials(demo.credentials);
    await user.button(texts.credentials.test).click();
    await user.heading(texts.credentials.testResult.upWithNotes).waitFor();
    const { title, who } = failureMessage(texts, 'DEPTH_LIMITED', {});
    const line = page.getByRole('listitem').filter({ hasText: title });
    expect(await line.innerText()).toContain(who);
    await user.button(texts.credentials.saveAndContinue).waitFor();
  });
});
