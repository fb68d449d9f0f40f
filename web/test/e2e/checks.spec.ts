import { failureMessage } from '../../src/i18n/failure-message.ts';
import { expect, LANGUAGES, test } from './fixtures.ts';
import { accessibilityProblems } from './support/accessibility.ts';
import { FAILING_CHECKS } from './support/failing-checks.ts';

for (const language of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('every check that fails says why, what comes next, who acts, and by which number it is found', async ({
      page,
      user,
      account,
      emulator,
      host,
    }) => {
      await host.open();
      const { texts } = user;
      await user.connect();
      const result = page.getByRole('region', { name: texts.credentials.testResult.title });

      for (const { check, code, typed = {}, spoil, mend, params = {}, hasRequestId } of FAILING_CHECKS) {
        await user.fillCredentials({ ...account.credentials, ...typed });
        spoil?.(emulator);
        expect([code, await user.testConnection()]).toEqual([code, 'DOWN']);
        mend?.(emulator);

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

      await user.fillCredentials(account.credentials);
      expect(await user.testConnection()).toBe('UP');
    });

    test('a right that ends at the business unit is a note on a connection that works', async ({
      page,
      user,
      account,
      emulator,
      host,
    }) => {
      await host.open();
      const { texts } = user;
      emulator.changePrivileges({ prvReadContact: 'Deep' });
      await user.connect();
      await user.fillCredentials(account.credentials);
      await user.button(texts.credentials.test).click();
      await expect(user.heading(texts.credentials.testResult.upWithNotes)).toBeVisible();
      const { title, who } = failureMessage(texts, 'DEPTH_LIMITED', {});
      const line = page.getByRole('listitem').filter({ hasText: title });
      expect(await line.innerText()).toContain(who);
      await expect(user.button(texts.credentials.saveAndContinue)).toBeVisible();
    });
  });
}
