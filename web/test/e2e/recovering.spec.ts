import { failureMessage } from '../../src/i18n/failure-message.ts';
import { createFormat } from '../../src/i18n/format.ts';
import { expect, LANGUAGES, test } from './fixtures.ts';
import { accessibilityProblems } from './support/accessibility.ts';

test.use({ language: 'de' });

const people = Array.from({ length: 30 }, (_, index) => ({
  id: `c${index}`,
  email: `person${index}@example.org`,
  lastName: `Person ${index}`,
}));

for (const language of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('when a secret expires during a run, the cause is named, reconnecting keeps everything, and the run continues', async ({
      page,
      user,
      account,
      emulator,
      host,
    }) => {
      const { texts } = user;
      await account.setUp();
      await host.open();
      const before = emulator.contactCount();
      await account.push(people.slice(0, 10));
      await expect(user.heading(texts.sync.finished.COMPLETED)).toBeVisible();

      // The contacts are looked for with a token that is still good, and written with one that is no longer.
      emulator.addFaults({
        match: { url: 'batch|CreateMultiple' },
        after: 1,
        times: null,
        action: { type: 'respond', status: 401 },
      });
      emulator.setSecret({ expiresOn: '2020-01-01T00:00:00Z' });
      await account.push(people);
      const { title, who } = failureMessage(texts, 'CLIENT_SECRET_EXPIRED', {});
      await expect(page.getByText(title).first()).toBeVisible();
      await user.goTo('mapping');
      await expect(page.getByText(title)).toBeVisible();
      await expect(page.getByText(who)).toBeVisible();
      await expect(page.getByText(texts.sync.pauses.RECONNECT.title)).toBeVisible();
      expect(await accessibilityProblems(page)).toEqual([]);

      emulator.clearFaults();
      emulator.setSecret({ clientSecret: 'the~new~secret', expiresOn: null });
      await user.button(texts.integration.notices.reconnect).click();
      await user.button(texts.credentials.replaceSecret).click();
      await user.fillCredentials({ clientSecret: 'the~new~secret' });
      expect(await user.testConnection()).toBe('UP');
      await expect(page.getByText(texts.credentials.changes.secret.text)).toBeVisible();
      await user.button(texts.credentials.saveChanges).click();
      await expect(page.getByText(texts.credentials.savedOn)).toBeVisible();
      await expect(user.button(texts.credentials.replaceSecret)).toBeVisible();
      expect(await accessibilityProblems(page)).toEqual([]);

      await user.goTo('sync');
      await expect(user.heading(texts.sync.finished.COMPLETED)).toBeVisible();
      expect(emulator.contactCount()).toBe(before + people.length);
      await expect(page.getByText(texts.sync.pauses.RECONNECT.title)).toHaveCount(0);
    });

    test('another environment is announced and starts without links; on return the old links are used', async ({
      page,
      user,
      account,
      emulator,
      host,
      harness,
    }) => {
      const other = harness.otherEmulator;
      emulator.setDirectory({ otherResources: [other.baseUrl] });
      const { texts } = user;
      const { environment } = texts.credentials.changes;
      const hosts = [emulator, other].map(({ baseUrl }) => new URL(baseUrl).host);
      const moveTo = async (environmentUrl: string) => {
        await user.goTo('credentials');
        await user.fillCredentials({ environmentUrl });
        expect(await user.testConnection()).toBe('UP');
      };
      await account.setUp();
      await host.open();
      const before = emulator.contactCount();
      await account.push(people.slice(0, 3));
      await expect(user.heading(texts.sync.finished.COMPLETED)).toBeVisible();

      await moveTo(other.baseUrl);
      await expect(page.getByText(environment.title)).toBeVisible();
      await expect(page.getByText(environment.fromTo(hosts[0] ?? '', hosts[1] ?? ''))).toBeVisible();
      for (const point of environment.points) await page.getByText(point).waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await expect(user.button(texts.credentials.saveChanges)).toHaveCount(0);
      await user.button(environment.save).click();
      await expect(page.getByText(texts.credentials.savedOn)).toBeVisible();
      await user.goTo('sync');
      await user.button(texts.sync.start).click();
      await expect.poll(() => other.contactCount()).toBe(3);

      // Found by its link alone: neither the name nor the address is the old one.
      const { goodfundsId, renamed } = { goodfundsId: 'c0', renamed: 'renamed@example.org' };
      await account.push([{ id: goodfundsId, email: renamed, lastName: 'Renamed' }]);
      await expect.poll(() => [...other.contacts()].map((row) => row['emailaddress1'])).toContain(renamed);
      await moveTo(emulator.baseUrl);
      await user.button(environment.save).click();
      await expect(page.getByText(texts.credentials.savedOn)).toBeVisible();
      await user.goTo('sync');
      await user.button(texts.sync.start).click();
      await expect.poll(() => [...emulator.contacts()].map((row) => row['emailaddress1'])).toContain(renamed);
      expect(emulator.contactCount()).toBe(before + 3);
      expect(other.contactCount()).toBe(3);
    });
  });
}

test('another app registration keeps the links, which is said before it is saved', async ({
  page,
  user,
  account,
  host,
}) => {
  const { signIn } = user.texts.credentials.changes;
  await account.setUp();
  await host.open();
  await user.goTo('credentials');
  await user.fillCredentials({ clientId: '00000000-1111-2222-3333-444444444444' });
  await user.credential('clientId').blur();
  const notice = page.getByText(signIn.title).locator('../..');
  await expect(notice).toBeVisible();
  expect(await notice.innerText()).toContain(signIn.text);
});

for (const [language, days, notice] of [
  ['de', 9, 'secretExpires'],
  ['en', -2, 'secretExpired'],
] as const) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test(`a secret that expires in ${days} days is announced on every step and in the overview`, async ({
      page,
      user,
      account,
      host,
    }) => {
      const { texts } = user;
      const day = dayIn(days);
      await account.setUp({ clientSecretExpiresOn: day });
      await host.open();
      const announced = page.getByText(texts.integration.notices[notice](createFormat(language).day(day)));
      for (const step of ['sync', 'strategy', 'mapping', 'credentials'] as const) {
        await user.goTo(step);
        await expect(announced).toBeVisible();
      }
      await user.button(texts.overview.allConnections).click();
      await expect(page.getByRole('listitem').filter({ has: announced })).toBeVisible();
      expect(await accessibilityProblems(page)).toEqual([]);
    });
  });
}

function dayIn(days: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + days))
    .toISOString()
    .slice(0, 10);
}
