import { randomUUID } from 'node:crypto';
import type { Emulator } from '../../../emulator/src/index.ts';
import { expect, LANGUAGES, test } from './fixtures.ts';
import { accessibilityProblems } from './support/accessibility.ts';

const max = { firstname: 'Max', lastname: 'Zog', emailaddress1: 'max@moved.example', address1_city: 'Halle' };
const moved = {
  id: 'max',
  email: 'max@moved.example',
  firstName: 'Max',
  lastName: 'Zog',
  phone: '0341 555 01',
  address: { city: 'Leipzig' },
};
const anna = { id: 'anna', email: 'office@club.example', lastName: 'Berg', phone: '0341 555 02' };

for (const language of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('each saved rule does in the CRM what its card says', async ({
      page,
      user,
      account,
      emulator,
      host,
    }) => {
      const { sync } = user.texts;
      const id = seed(emulator, max);
      await account.connect();
      await host.open();
      await user.acceptAllSuggestions();
      await user.goToRules();
      await user.chooseStrategy('SKIP');
      await user.saveAndEnable();
      await account.push([moved]);
      await expect(user.heading(sync.finished.skipped(1))).toBeVisible();
      await expect(page.locator('[data-reason="EXISTING_CONTACT"]')).toBeVisible();
      expect(emulator.contact(id)).toMatchObject({ address1_city: 'Halle', telephone1: null });

      await user.changeRules(async () => await user.chooseStrategy('UPDATE_IF_EMPTY'));
      await user.syncAll();
      await expect(user.heading(sync.finished.COMPLETED)).toBeVisible();
      expect(emulator.contact(id)).toMatchObject({ address1_city: 'Halle', telephone1: moved.phone });

      await user.changeRules(async () => await user.chooseStrategy('UPDATE_IF_CHANGED'));
      await user.syncAll();
      await expect.poll(() => emulator.contact(id)).toMatchObject({ address1_city: 'Leipzig' });
    });

    test('the schedule is chosen in words, saved, and shows when the next run begins', async ({
      page,
      user,
      account,
      host,
    }) => {
      const { schedule, sync } = user.texts;
      await account.setUp();
      await host.open();
      await user.goTo('strategy');
      await expect(page.getByRole('radio', { name: schedule.changed.DAILY.title })).toBeChecked();
      await page.getByRole('radio', { name: schedule.changed.HOURLY.title }).check();
      await page.getByRole('checkbox', { name: schedule.all }).check();
      await page.getByLabel(schedule.time, { exact: true }).fill('04:35');
      const chosen = { changed: 'HOURLY', all: 'WEEKLY', time: '04:35', timeZone: 'Europe/Berlin' } as const;
      await expect(page.getByText(schedule.summary(chosen))).toBeVisible();
      expect(await accessibilityProblems(page)).toEqual([]);
      await user.button(user.texts.strategy.save).click();
      await user.goTo('sync');
      const next = page.getByText(schedule.next('').slice(0, 20));
      await expect(next).toContainText(':35');

      await user.goTo('strategy');
      await page.getByRole('radio', { name: schedule.changed.OFF.title }).check();
      await page.getByRole('checkbox', { name: schedule.all }).uncheck();
      await expect(page.getByLabel(schedule.time, { exact: true })).toHaveCount(0);
      await user.button(user.texts.strategy.save).click();
      await user.goTo('sync');
      await expect(user.button(sync.start)).toBeVisible();
      await expect(next).toHaveCount(0);
    });

    test('an edit in the CRM stays, and a rule decides if both sides have changed the same field', async ({
      page,
      user,
      account,
      emulator,
      host,
    }) => {
      const { strategy } = user.texts;
      const eve = { ...moved, id: 'eve', email: 'eve@edits.example' };
      await account.connect();
      await host.open();
      await user.acceptAllSuggestions();
      await user.goToRules();
      await user.saveAndEnable();
      await account.push([eve]);
      await account.untilRunsEnd();
      const [row] = [...emulator.contacts()].filter(({ emailaddress1 }) => emailaddress1 === eve.email);
      const id = String(row?.['contactid']);
      emulator.editContact(id, { address1_city: 'Halle', telephone1: 'CRM' });
      await account.push([{ ...eve, lastName: 'Tal' }]);
      await account.untilRunsEnd();
      expect(emulator.contact(id)).toMatchObject({ address1_city: 'Halle', telephone1: 'CRM' });

      await user.changeRules(
        async () => await page.getByRole('radio', { name: strategy.edit.CRM.title }).check(),
      );
      emulator.editContact(id, { telephone1: 'CRM 2' });
      await account.push([{ ...eve, lastName: 'Tal', phone: '0341 555 03', address: { city: 'Dresden' } }]);
      await expect.poll(() => emulator.contact(id)).toMatchObject({ address1_city: 'Dresden' });
      expect(emulator.contact(id)).toMatchObject({ telephone1: 'CRM 2' });
    });

    test('a match with another name is reported until a rule creates another contact', async ({
      page,
      user,
      account,
      emulator,
      host,
    }) => {
      const { sync, strategy } = user.texts;
      const otto = seed(emulator, { lastname: 'Tal', emailaddress1: anna.email });
      await account.setUp();
      await host.open();
      await account.push([anna]);
      await expect(user.heading(sync.finished.skipped(1))).toBeVisible();
      await expect(page.locator('[data-reason="NAME_MISMATCH"]').getByText(otto)).toBeVisible();

      await user.changeRules(
        async () => await page.getByRole('radio', { name: strategy.otherName.CREATE.title }).check(),
      );
      await user.syncAll();
      await expect(user.heading(sync.finished.COMPLETED)).toBeVisible();
      expect(emulator.contact(otto)).toMatchObject({ lastname: 'Tal', telephone1: null });
      expect([...emulator.contacts()]).toContainEqual(
        expect.objectContaining({ emailaddress1: anna.email, lastname: 'Berg' }),
      );
    });

    test('a second address is searched and a contact without one is created, once the rules say so', async ({
      page,
      user,
      account,
      emulator,
      host,
    }) => {
      const { sync, strategy } = user.texts;
      // The emulator keeps the contacts of the other tests.
      const lastName = `Vogt ${randomUUID()}`;
      const eva = {
        lastname: 'Lang',
        emailaddress1: 'eva@work.example',
        emailaddress2: `${randomUUID()}@home.example`,
      };
      const id = seed(emulator, eva);
      await account.setUp();
      await host.open();
      await user.changeRules(async () => {
        await page.getByRole('radio', { name: strategy.emails.ALL.title, exact: true }).check();
        await page.getByRole('radio', { name: strategy.noEmail.CREATE.title, exact: true }).check();
      });
      await account.push([
        { id: 'eva', email: eva.emailaddress2, lastName: 'Lang', phone: anna.phone },
        { id: 'jan', lastName, address: { postcode: '06108' } },
      ]);
      await expect(user.heading(sync.finished.COMPLETED)).toBeVisible();
      expect(emulator.contact(id)).toMatchObject({ telephone1: anna.phone });
      expect([...emulator.contacts()]).toContainEqual(expect.objectContaining({ lastname: lastName }));
    });

    test('several matches and a deleted contact are reported until a rule decides what to do with them', async ({
      page,
      user,
      account,
      emulator,
      host,
    }) => {
      const { sync, strategy } = user.texts;
      const north = seed(emulator, {
        lastname: 'Berg',
        emailaddress1: anna.email,
        createdon: '2019-01-01T00:00:00Z',
      });
      const south = seed(emulator, {
        lastname: 'Berg',
        emailaddress1: anna.email,
        createdon: '2024-01-01T00:00:00Z',
      });
      await account.setUp();
      await host.open();
      await account.push([anna]);
      await expect(user.heading(sync.finished.skipped(1))).toBeVisible();
      const reported = page.locator('[data-reason="AMBIGUOUS_MATCH"]');
      await expect(reported.getByText(north)).toBeVisible();
      await expect(reported.getByText(south)).toBeVisible();

      await user.changeRules(
        async () => await page.getByRole('radio', { name: strategy.ambiguous.OLDEST.title }).check(),
      );
      await user.syncAll();
      await expect.poll(() => emulator.contact(north)).toMatchObject({ telephone1: anna.phone });
      expect(emulator.contact(south)).toMatchObject({ telephone1: null });

      emulator.deleteContact(north);
      emulator.deleteContact(south);
      await user.syncAll();
      await expect(page.locator('[data-reason="DELETED_IN_CRM"]')).toBeVisible();

      await user.changeRules(
        async () => await page.getByRole('radio', { name: strategy.deleted.RECREATE.title }).check(),
      );
      await user.syncAll();
      await expect(user.heading(sync.finished.COMPLETED)).toBeVisible();
      expect([...emulator.contacts()]).toContainEqual(
        expect.objectContaining({ emailaddress1: anna.email, lastname: 'Berg' }),
      );
    });
  });
}

function seed(emulator: Emulator, contact: Record<string, string>): string {
  const [id] = emulator.seed({ rows: [contact] }).ids;
  if (id === undefined) throw new Error('one row was given');
  return id;
}
