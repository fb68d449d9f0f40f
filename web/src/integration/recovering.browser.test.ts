import { expect, test } from 'vitest';
import { startEmulator } from '../../../emulator/src/start-emulator.ts';
import { accessibilityProblems } from '../../test/harness/accessibility.ts';
import { openPanelHouse } from '../../test/harness/panel-house.ts';
import { createPanelUser } from '../../test/harness/panel-user.ts';
import { testBrowser } from '../../test/harness/test-browser.ts';
import { failureMessage } from '../i18n/failure-message.ts';
import { createFormat } from '../i18n/format.ts';

const browser = testBrowser();

const people = Array.from({ length: 30 }, (_, index) => ({
  id: `c${index}`,
  email: `person${index}@example.org`,
  lastName: `Person ${index}`,
}));

test.each(['de', 'en'] as const)(
  'a secret that expires in mid-run: the cause is named, reconnecting keeps everything, the run goes on (%s)',
  async (language) => {
    await using house = await openPanelHouse(browser(), { language });
    const { page, demo } = house;
    const { emulator } = demo;
    const user = createPanelUser(page, language);
    const { texts } = user;
    await user.setUp(demo.credentials);
    const before = emulator.contactCount();
    await house.push(people.slice(0, 10));
    await user.heading(texts.sync.finished.COMPLETED).waitFor();

    // The contacts are looked for with a token that is still good, and written with one that is no longer.
    emulator.addFaults({
      match: { url: 'batch|CreateMultiple' },
      after: 1,
      times: null,
      action: { type: 'respond', status: 401 },
    });
    emulator.setSecret({ expiresOn: '2020-01-01T00:00:00Z' });
    await house.push(people);
    const { title, who } = failureMessage(texts, 'CLIENT_SECRET_EXPIRED', {});
    await page.getByText(title).first().waitFor();
    await user.goTo('mapping');
    await page.getByText(title).waitFor();
    await page.getByText(who).waitFor();
    await page.getByText(texts.sync.pauses.RECONNECT.title).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);

    emulator.clearFaults();
    emulator.setSecret({ clientSecret: 'the~new~secret', expiresOn: null });
    await user.button(texts.integration.notices.reconnect).click();
    await user.button(texts.credentials.replaceSecret).click();
    await user.fillCredentials({ clientSecret: 'the~new~secret' });
    expect(await user.testConnection()).toBe('UP');
    await page.getByText(texts.credentials.changes.secret.text).waitFor();
    await user.button(texts.credentials.saveChanges).click();
    await page.getByText(texts.credentials.savedOn).waitFor();
    await user.button(texts.credentials.replaceSecret).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);

    await user.goTo('sync');
    await user.heading(texts.sync.finished.COMPLETED).waitFor();
    expect(emulator.contactCount()).toBe(before + people.length);
    expect(await page.getByText(texts.sync.pauses.RECONNECT.title).count()).toBe(0);
  },
);

test.each(['de', 'en'] as const)(
  'another environment is said for what it is, starts afresh, and on return the old links hold (%s)',
  async (language) => {
    await using other = await startEmulator();
    await using house = await openPanelHouse(browser(), { language, otherEnvironments: [other.baseUrl] });
    const { page, demo } = house;
    const { emulator } = demo;
    emulator.setDirectory({ otherResources: [other.baseUrl] });
    other.setDirectory({ tenantId: emulator.tenantId, clientId: emulator.clientId });
    const user = createPanelUser(page, language);
    const { texts } = user;
    const { environment } = texts.credentials.changes;
    const hosts = [emulator, other].map(({ baseUrl }) => new URL(baseUrl).host);
    const moveTo = async (environmentUrl: string) => {
      await user.goTo('credentials');
      await user.fillCredentials({ environmentUrl });
      expect(await user.testConnection()).toBe('UP');
    };
    await user.setUp(demo.credentials);
    const before = emulator.contactCount();
    await house.push(people.slice(0, 3));
    await user.heading(texts.sync.finished.COMPLETED).waitFor();

    await moveTo(other.baseUrl);
    await page.getByText(environment.title).waitFor();
    await page.getByText(environment.fromTo(hosts[0] ?? '', hosts[1] ?? '')).waitFor();
    for (const point of environment.points) await page.getByText(point).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await user.button(texts.credentials.saveChanges).count()).toBe(0);
    await user.button(environment.save).click();
    await page.getByText(texts.credentials.savedOn).waitFor();
    await user.goTo('sync');
    await user.button(texts.sync.start).click();
    await expect.poll(() => other.contactCount()).toBe(3);

    // Found by its link alone: neither the name nor the address is the old one.
    const { goodfundsId, renamed } = { goodfundsId: 'c0', renamed: 'renamed@example.org' };
    await house.push([{ id: goodfundsId, email: renamed, lastName: 'Renamed' }]);
    await expect.poll(() => [...other.contacts()].map((row) => row['emailaddress1'])).toContain(renamed);
    await moveTo(emulator.baseUrl);
    await user.button(environment.save).click();
    await page.getByText(texts.credentials.savedOn).waitFor();
    await user.goTo('sync');
    await user.button(texts.sync.start).click();
    await expect.poll(() => [...emulator.contacts()].map((row) => row['emailaddress1'])).toContain(renamed);
    expect(emulator.contactCount()).toBe(before + 3);
    expect(other.contactCount()).toBe(3);
  },
);

test('another app to sign in with leaves the links alone, and that is said before it is saved', async () => {
  await using house = await openPanelHouse(browser(), { language: 'de' });
  const { page, demo } = house;
  const user = createPanelUser(page, 'de');
  const { signIn } = user.texts.credentials.changes;
  await user.setUp(demo.credentials);
  await user.goTo('credentials');
  await user.fillCredentials({ clientId: '00000000-1111-2222-3333-444444444444' });
  await user.credential('clientId').blur();
  const notice = page.getByText(signIn.title).locator('../..');
  await notice.waitFor();
  expect(await notice.innerText()).toContain(signIn.text);
});

test.each([
  ['de', 9, 'secretExpires'],
  ['en', -2, 'secretExpired'],
] as const)(
  'in %s, a secret that ends in %i days is announced on every step and in the overview',
  async (...given) => {
    const [language, days, words] = given;
    await using house = await openPanelHouse(browser(), { language });
    const { page, demo } = house;
    const user = createPanelUser(page, language);
    const { texts } = user;
    const day = dayIn(days);
    await user.setUp({ ...demo.credentials, clientSecretExpiresOn: day });
    const announced = page.getByText(texts.integration.notices[words](createFormat(language).day(day)));
    for (const step of ['sync', 'strategy', 'mapping', 'credentials'] as const) {
      await user.goTo(step);
      await announced.waitFor();
    }
    await user.button(texts.overview.allConnections).click();
    await page.getByRole('listitem').filter({ has: announced }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  },
);

function dayIn(days: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + days))
    .toISOString()
    .slice(0, 10);
}
