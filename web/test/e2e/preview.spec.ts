import type { Contact } from '@goodfunds/shared';
import { expect, LANGUAGES, test } from './fixtures.ts';
import { accessibilityProblems } from './support/accessibility.ts';
import { createPreviewUser } from './support/preview-user.ts';

const address = (city: string) => ({ city });
const contacts: Contact[] = [
  { id: 'p-new', email: 'nora@neu.example', firstName: 'Nora', lastName: 'Neu', birthDate: '1984-02-29' },
  {
    id: 'p-moved',
    email: 'max@moved.example',
    firstName: 'Max',
    lastName: 'Zog',
    address: address('Leipzig'),
  },
  { id: 'p-same', email: 'sina@same.example', firstName: 'Sina', lastName: 'Gleich' },
  { id: 'p-silent', firstName: 'Otto', lastName: 'Ohnepost' },
  { id: 'p-two', email: 'office@club.example', firstName: 'Anna', lastName: 'Berg' },
  { id: 'p-long', email: 'lena@long.example', firstName: 'Lena', lastName: 'Lang', phone: '0'.repeat(80) },
];
const rows = [
  { emailaddress1: 'max@moved.example', firstname: 'Max', lastname: 'Zog', address1_city: 'Halle' },
  { emailaddress1: 'sina@same.example', firstname: 'Sina', lastname: 'Gleich' },
  { emailaddress1: 'office@club.example', lastname: 'North' },
  { emailaddress1: 'office@club.example', lastname: 'South' },
];

for (const language of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('each kind of outcome is shown with its reason, nothing is saved, and the CRM is only read', async ({
      page,
      user,
      account,
      emulator,
      host,
    }) => {
      const preview = createPreviewUser(page, language);
      const { texts } = user;
      const words = texts.strategy.preview;
      emulator.seed({ rows });
      await account.push(contacts);
      await account.connect();
      await host.open();
      await user.acceptAllSuggestions();
      await user.goToRules();
      await user.chooseStrategy('UPDATE_IF_CHANGED');
      emulator.clearRequests();
      emulator.clearLedger();

      await preview.show();
      await expect(page.getByText(words.nothingWritten)).toBeVisible();
      expect(await preview.outcomes()).toEqual({
        'p-long': words.outcome.CREATED,
        'p-moved': words.outcome.UPDATED,
        'p-new': words.outcome.CREATED,
        'p-same': words.outcome.UNCHANGED,
        'p-silent': words.outcome.SKIPPED,
        'p-two': words.outcome.SKIPPED,
      });

      await preview.open('p-new');
      const birthday = language === 'de' ? '29. Februar 1984' : 'February 29, 1984';
      expect(await preview.row('p-new', 'birthdate')).toEqual([
        texts.common.empty,
        birthday,
        words.reasons.NEW_CONTACT,
      ]);
      await preview.open('p-moved');
      expect(await preview.row('p-moved', 'address1_city')).toEqual([
        'Halle',
        'Leipzig',
        words.reasons.CHANGED,
      ]);
      expect(await preview.row('p-moved', 'lastname')).toEqual(['Zog', 'Zog', words.reasons.EQUAL]);
      await preview.open('p-silent');
      await expect(
        preview.contact('p-silent').getByText(texts.sync.skipReasons.NO_EMAIL.title),
      ).toBeVisible();
      await preview.open('p-two');
      await expect(
        preview.contact('p-two').getByText(texts.sync.skipReasons.AMBIGUOUS_MATCH.title),
      ).toBeVisible();
      await expect(preview.contact('p-two').locator('code')).toHaveCount(2);
      expect(await preview.contact('p-two').getByRole('link').getAttribute('href')).toMatch(
        `/guides/${language}/messages#AMBIGUOUS_MATCH`,
      );
      await preview.open('p-long');
      expect((await preview.row('p-long', 'telephone1'))[2]).toBe(words.reasons.REFUSED);
      await expect(preview.contact('p-long').getByText(words.warning)).toBeVisible();
      expect(await accessibilityProblems(page)).toEqual([]);

      const requests = emulator.requests();
      const parts = requests.flatMap((request) => request.parts);
      expect(parts.some(({ kind }) => kind === 'find')).toBe(true);
      expect(parts.filter(({ method }) => method !== 'GET')).toEqual([]);
      expect(requests.filter(({ kind }) => kind === 'write' || kind === 'other')).toEqual([]);
      expect(emulator.ledger()).toEqual([]);
      expect(await host.events()).toEqual(['ready']);
    });

    test('contacts can be searched, chosen and removed, and a changed rule marks the preview as outdated', async ({
      page,
      user,
      account,
      emulator,
      host,
    }) => {
      const preview = createPreviewUser(page, language);
      const words = user.texts.strategy.preview;
      emulator.seed({ rows });
      const crowd = Array.from({ length: 30 }, (_, index) => ({
        id: `crowd-${String(index).padStart(2, '0')}`,
        email: `crowd${index}@example.com`,
        lastName: `Crowd ${index}`,
      }));
      await account.push([...contacts, ...crowd]);
      await account.connect();
      await host.open();
      await user.acceptAllSuggestions();
      await user.goToRules();
      await user.chooseStrategy('UPDATE_IF_CHANGED');

      await user.button(words.choice.open).click();
      await expect(page.getByText(words.choice.foundFirst(20))).toBeVisible();
      await page.context().setOffline(true);
      await user.button(user.texts.common.more).click();
      const failure = page.getByRole('region', { name: words.title }).getByRole('alert');
      await expect(failure.getByText(String(user.texts.errors.API_UNREACHABLE.title))).toBeVisible();
      await page.context().setOffline(false);
      await failure.getByRole('button', { name: user.texts.common.retry }).click();
      await expect(page.getByText(words.choice.found(36))).toBeVisible();
      await preview.choose('Max Zog');
      await preview.choose('crowd-07');
      expect(await accessibilityProblems(page)).toEqual([]);
      await user.button(words.choice.remove('Crowd 7')).click();
      await user.button(words.choice.close).click();
      await preview.show();
      await expect(page.getByText(words.result(1))).toBeVisible();
      expect(await preview.row('p-moved', 'address1_city')).toContain(words.reasons.CHANGED);

      await user.chooseStrategy('UPDATE_IF_EMPTY');
      await expect(page.getByText(words.stale)).toBeVisible();
      await user.button(words.refresh).click();
      await expect(page.getByText(words.nothingWritten)).toBeVisible();
      expect(await preview.row('p-moved', 'address1_city')).toEqual([
        'Halle',
        'Halle',
        words.reasons.FILLED_IN_CRM,
      ]);

      await user.button(words.choice.clear).click();
      await user.button(words.refresh).click();
      await expect(page.getByText(words.result(10))).toBeVisible();
    });

    test.describe('in the dark theme', () => {
      test.use({ theme: 'dark' });

      test('without contacts the preview says what to do next, and what prevents it from comparing', async ({
        page,
        user,
        account,
        emulator,
        host,
      }) => {
        const preview = createPreviewUser(page, language);
        const { texts } = user;
        const words = texts.strategy.preview;
        await account.connect();
        await host.open();
        await user.acceptAllSuggestions();
        await user.goToRules();
        await preview.show();
        await expect(page.getByText(words.emptyNext)).toBeVisible();
        expect(await accessibilityProblems(page)).toEqual([]);

        await account.push(contacts);
        emulator.setUser({ state: 'disabled' });
        await user.button(words.refresh).click();
        await expect(page.getByText(String(texts.errors.APPLICATION_USER_DISABLED.title))).toBeVisible();
        expect(await accessibilityProblems(page)).toEqual([]);
        emulator.setUser({ state: 'present' });
        await page.getByRole('alert').getByRole('button', { name: texts.common.retry }).click();
        await expect(page.getByText(words.result(contacts.length))).toBeVisible();
      });
    });
  });
}
