import type { Page } from '@playwright/test';
import type { Emulator } from '../../../emulator/src/index.ts';
import { expect, LANGUAGES, test } from './fixtures.ts';
import { accessibilityProblems, colourProblems } from './support/accessibility.ts';
import type { Account } from './support/account.ts';
import { createKeyboardUser } from './support/keyboard-user.ts';

for (const language of LANGUAGES) {
  test.describe(`in the language ${language}`, () => {
    test.use({ language });

    test('ten reviews of five kinds are decided by the keyboard alone', async ({
      page,
      user,
      account,
      emulator,
      host,
    }) => {
      const crm = await openTenReviews(account, emulator);
      const t = user.texts.reviews;
      const keyboard = createKeyboardUser(page);
      await host.open();
      const step = page.getByRole('button', { name: t.step });
      await expect(step).toContainText(t.open(10));
      await keyboard.activate(step);
      await expect(page.locator('.gfc-review-row')).toHaveCount(10);
      await expect(page.locator('.gfc-review-table')).toBeVisible();
      expect(await accessibilityProblems(page)).toEqual([]);

      await keyboard.goTo(page.locator('.gfc-review-row[aria-current]'));
      await keyboard.press('j', 'k', 'ArrowDown', 'ArrowUp');
      await isSelected(page, 'a-name-1');
      await expect(page.locator('tr[data-attribute="firstname"] td[data-differs]')).toContainText('Ernst');
      await expect(page.getByRole('link', { name: t.openIn('Dynamics') })).toHaveAttribute(
        'href',
        new RegExp(crm.names[0] ?? 'none'),
      );
      for (const [contactId, keys] of DECISIONS) {
        await isSelected(page, contactId);
        await expect(page.locator('.gfc-review .gfc-skeleton')).toHaveCount(0);
        await keyboard.press(...keys);
      }
      await expect(user.text(t.empty)).toBeVisible();
      await expect(page.locator('output').filter({ hasText: t.allDone })).toHaveCount(1);
      await expect(step).not.toContainText(t.open(1));

      await expect.poll(async () => await openIds(account)).toEqual([]);
      await account.untilRunsEnd();
      const rows = [...emulator.contacts()];
      const idsWith = (value: string) =>
        rows.flatMap((row) => (Object.values(row).includes(value) ? [row['contactid']] : []));
      expect(idsWith('0345 11')).toEqual([crm.names[0]]);
      expect(idsWith('0345 77')).toEqual([crm.ambiguous[1]]);
      expect(idsWith('Lia')).toHaveLength(1);
      expect(idsWith('Nora')).toHaveLength(1);
      expect(idsWith('Nils')).toHaveLength(0);
      expect(await accessibilityProblems(page)).toEqual([]);
    });
  });
}

test('a review that another person has decided leaves the list, which says so', async ({
  page,
  user,
  account,
  emulator,
  host,
}) => {
  await openTenReviews(account, emulator);
  const t = user.texts.reviews;
  await host.open();
  await user.goTo('reviews');
  await expect(page.locator('.gfc-review-table')).toBeVisible();
  const { id: integrationId } = await account.integration();
  await account.api.reviews.decide.mutate({
    integrationId,
    decisions: [{ contactId: 'a-name-1', decision: 'NEW_CONTACT' }],
  });
  await user.button(t.decisions.IGNORE).click();
  await expect(page.getByRole('alert')).toContainText(t.decidedElsewhere('Lea Tal'));
  await expect(page.locator('.gfc-review-row[aria-current]')).toHaveAttribute('data-contact', 'a-name-2');
  await expect(page.locator('[data-contact="a-name-1"]')).toHaveCount(0);
  await expect(user.button(t.decisions.IGNORE)).toBeFocused();
});

test('while the CRM refuses access, the ids of the candidates are shown and a decision is possible', async ({
  page,
  user,
  account,
  emulator,
  host,
}) => {
  const crm = await openTenReviews(account, emulator);
  const t = user.texts.reviews;
  emulator.setIpFirewall({ blocksCaller: true });
  await host.open();
  await user.goTo('reviews');
  await expect(user.text(t.notLoaded)).toBeVisible();
  await expect(page.locator('th[data-candidate]')).toContainText(crm.names[0] ?? 'none');
  await user.button(t.decisions.SAME_PERSON).click();
  await expect.poll(async () => await openIds(account)).not.toContain('a-name-1');
  emulator.setIpFirewall({ blocksCaller: false });
});

test('all reviews of a reason are decided at once, after a question that names their number', async ({
  page,
  user,
  account,
  emulator,
  host,
}) => {
  await openTenReviews(account, emulator);
  const t = user.texts.reviews;
  await host.open();
  await user.goTo('reviews');
  const reason = page.getByLabel(t.reason, { exact: true });
  await reason.selectOption('SHARED_EMAIL');
  await expect(page.locator('.gfc-review-row')).toHaveCount(2);
  await user.button(`${t.decisions.IGNORE} …`).click();
  const dialog = page.getByRole('dialog', { name: t.bulk.title(t.decisions.IGNORE, 2) });
  await expect(dialog).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: t.bulk.confirm(2) }).click();
  await expect(dialog).toHaveCount(0);
  await expect(user.text(t.emptyFilter)).toBeVisible();
  expect((await openIds(account)).filter((id) => id.startsWith('d-shared'))).toEqual([]);
  await reason.selectOption('');
  await expect(page.locator('.gfc-review-row')).toHaveCount(8);
  await page.getByLabel(t.search).fill('office');
  await expect(page.locator('.gfc-review-row')).toHaveCount(1);
  await page.getByLabel(t.search).press('s');
  await expect(page.getByLabel(t.search)).toHaveValue('offices');
  await expect(user.text(t.emptyFilter)).toBeVisible();
  expect(await openIds(account)).toHaveLength(8);
});

test.describe('in the dark theme', () => {
  test.use({ theme: 'dark' });

  test('the colours of a review keep their contrast', async ({ page, user, account, emulator, host }) => {
    await openTenReviews(account, emulator);
    await host.open();
    await user.goTo('reviews');
    await expect(page.locator('td[data-differs]').first()).toBeVisible();
    expect(await colourProblems(page)).toEqual([]);
  });
});

test('an integration from before the question about names explains it once', async ({
  user,
  account,
  host,
}) => {
  const { id: integrationId, version } = await account.setUp();
  const t = user.texts.integration.nameQuestion;
  await host.open();
  await expect(user.heading(user.texts.sync.title).first()).toBeVisible();
  await expect(user.text(t.title)).toHaveCount(0);
  await account.api.config.update.mutate({ integrationId, version, strategy: 'UPDATE_IF_CHANGED' });
  await host.open();
  await expect(user.text(t.title)).toBeVisible();
  await user.button(t.dismiss).click();
  await expect(user.text(t.title)).toHaveCount(0);
  await host.open();
  await expect(user.heading(user.texts.sync.title).first()).toBeVisible();
  await expect(user.text(t.title)).toHaveCount(0);
});

/** Contacts in the order of the list, with the keys that decide each. */
const DECISIONS: readonly [string, readonly string[]][] = [
  ['a-name-1', ['s']],
  ['a-name-2', ['n']],
  ['b-ambiguous-1', ['s', '2', 's']],
  ['b-ambiguous-2', ['i']],
  ['c-no-email-1', ['s', 'n']],
  ['c-no-email-2', ['i']],
  ['d-shared-1', ['n']],
  ['d-shared-2', ['n']],
  ['e-deleted-1', ['n']],
  ['e-deleted-2', ['i']],
];

async function isSelected(page: Page, contactId: string): Promise<void> {
  const row = page.locator('.gfc-review-row[aria-current]');
  await expect(row).toHaveAttribute('data-contact', contactId);
  await expect(row).toBeFocused();
}

/** Skips two contacts for each of five reasons. */
async function openTenReviews(account: Account, emulator: Emulator) {
  const named = (email: string, firstname: string, lastname: string) => ({
    emailaddress1: email,
    firstname,
    lastname,
  });
  const names = emulator.seed({
    rows: [named('club@example.org', 'Ernst', 'Hof'), named('team@example.org', 'Ernst', 'Hof')],
  }).ids;
  const twin = named('office@example.org', 'Ida', 'Kern');
  const ambiguous = emulator.seed({ rows: [twin, twin] }).ids;
  emulator.seed({ rows: [named('desk@example.org', 'Jo', 'Lang'), named('desk@example.org', 'Jo', 'Lang')] });
  await account.setUp();
  const deleted = [1, 2].map((number) => ({
    id: `e-deleted-${number}`,
    email: `gone${number}@example.org`,
    firstName: 'Max',
    lastName: 'Weg',
  }));
  const linked = { id: 'ada', email: 'couple@example.org', firstName: 'Ada', lastName: 'Berg' };
  await account.push([linked, ...deleted]);
  await account.untilRunsEnd();
  for (const { contactid, emailaddress1 } of emulator.contacts()) {
    if (String(emailaddress1).startsWith('gone')) emulator.deleteContact(String(contactid));
  }
  await account.push([
    { id: 'a-name-1', email: 'club@example.org', firstName: 'Lea', lastName: 'Tal', phone: '0345 11' },
    { id: 'a-name-2', email: 'team@example.org', firstName: 'Lia', lastName: 'Tal' },
    {
      id: 'b-ambiguous-1',
      email: 'office@example.org',
      firstName: 'Ida',
      lastName: 'Kern',
      phone: '0345 77',
    },
    { id: 'b-ambiguous-2', email: 'desk@example.org', firstName: 'Jo', lastName: 'Lang' },
    { id: 'c-no-email-1', firstName: 'Nora', lastName: 'Still' },
    { id: 'c-no-email-2', firstName: 'Nils', lastName: 'Still' },
    { id: 'd-shared-1', email: 'couple@example.org', firstName: 'Otto', lastName: 'Berg' },
    { id: 'd-shared-2', email: 'couple@example.org', firstName: 'Uwe', lastName: 'Berg' },
    ...deleted.map((contact) => ({ ...contact, phone: '1' })),
  ]);
  await account.untilRunsEnd();
  return { names, ambiguous };
}

async function openIds({ api, integration }: Account): Promise<string[]> {
  const { id: integrationId } = await integration();
  const { reviews } = await api.reviews.list.query({ integrationId });
  return reviews.map(({ contactId }) => contactId);
}
