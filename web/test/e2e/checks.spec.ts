import { failureMessage } from '../../src/i18n/failure-message.ts';
import { expect, LANGUAGES, test } from './fixtures.ts';
import { accessibilityProblems } from './support/accessibility.ts';
import { FAILING_CHECKS } from './support/failing-checks.ts';

for (const language of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('every failed check shows its cause, the next step, who is responsible and the request id', async ({
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

      for (const {
        check,
        code,
        typed = {},
        breakIt,
        repairIt,
        params = {},
        hasRequestId,
      } of FAILING_CHECKS) {
        await user.fillCredentials({ ...account.credentials, ...typed });
        breakIt?.(emulator);
        expect([code, await user.testConnection()]).toEqual([code, 'DOWN']);
        repairIt?.(emulator);

        const { title, next, who } = failureMessage(texts, code, params);
        const line = result.getByRole('listitem').filter({ hasText: title });
        const shown = await line.innerText();
        const expected = [texts.checks[check], texts.credentials.testResult.failed, next];
        if (who !== texts.responsible.NOBODY) expected.push(who);
        for (const text of expected) expect([code, shown]).toEqual([code, expect.stringContaining(text)]);
        expect(shown).toMatch(/\d[.,]?\d? ?s/i);
        const requestId = line.getByText(texts.common.requestId, { exact: true });
        expect([code, await requestId.count()]).toEqual([code, hasRequestId ? 1 : 0]);
        const [help] = await line.getByRole('link').all();
        expect(await help?.getAttribute('href')).toContain(`/guides/${language}/messages#${code}`);
      }
      expect(await accessibilityProblems(page)).toEqual([]);

      await user.fillCredentials(account.credentials);
      expect(await user.testConnection()).toBe('UP');
    });

    test('a privilege to write that is limited to the business unit is a note on a working connection', async ({
      page,
      user,
      account,
      emulator,
      host,
    }) => {
      await host.open();
      const { texts } = user;
      emulator.changePrivileges({ prvWriteContact: 'Local' });
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
