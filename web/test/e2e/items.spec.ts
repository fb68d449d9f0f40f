import { readFile } from 'node:fs/promises';
import type { Contact } from '@goodfunds/shared';
import type { Page } from '@playwright/test';
import { expect, LANGUAGES, test } from './fixtures.ts';
import { accessibilityProblems } from './support/accessibility.ts';

const tooLong = '1'.repeat(80);
const contacts: Contact[] = [
  { id: 'good', email: 'gut@example.com', firstName: 'Grete', lastName: 'Gut' },
  { id: 'typo', email: 'broken address', lastName: 'One' },
  { id: 'long-1', email: 'lang1@example.com', phone: tooLong },
  { id: 'long-2', email: 'lang2@example.com', phone: tooLong },
  { id: '=cmd()', lastName: 'Formula' },
];

for (const language of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test.beforeEach(async ({ account, host, user }) => {
      await account.setUp();
      await account.failOnRefusedValues();
      await host.open();
      await account.push(contacts);
      await expect(user.heading(user.texts.sync.finished.COMPLETED_WITH_ERRORS(3))).toBeVisible();
    });

    test('contacts that did not arrive are listed by cause, found by search, and retried by cause', async ({
      page,
      user,
    }) => {
      const { texts } = user;
      const { sync } = texts;
      // The headline says that the reasons are below, and names what is shown elsewhere.
      await expect(user.text(sync.finished.alsoSkipped(1))).toBeVisible();
      await user.button(sync.finished.showSkipped).click();
      const groups = page.locator('[data-reason]');
      await expect(groups.getByText(sync.skipReasons.NO_EMAIL.title)).toBeVisible();
      await expect(groups).toHaveCount(1);

      const cause = page.getByLabel(sync.items.reason, { exact: true });
      expect(await cause.locator('option').allTextContents()).toEqual([
        sync.items.reasonAll,
        expect.stringMatching(/\(2\)$/),
        `${String(texts.errors.INVALID_EMAIL.title)} (1)`,
        `${sync.skipReasons.NO_EMAIL.title} (1)`,
      ]);
      await cause.selectOption({ index: 1 });
      await expect(groups.getByText('lang1@example.com')).toBeVisible();
      await expect(page.locator('[data-contact]')).toHaveCount(2);
      await expect(groups.getByRole('link')).toHaveAttribute('href', /#VALUE_TOO_LONG/);
      expect(await accessibilityProblems(page)).toEqual([]);

      await page.getByLabel(sync.items.search).fill('lang2');
      await expect(page.getByText('lang1@example.com')).toHaveCount(0);
      await page.getByLabel(sync.items.search).fill('nobody');
      await expect(user.text(sync.items.emptySearch('nobody'))).toBeVisible();
      await page.getByLabel(sync.items.search).fill('');
      await expect(page.getByText('lang1@example.com')).toBeVisible();

      await user.button(sync.retryReason(2)).click();
      await expect(user.heading(sync.finished.COMPLETED_WITH_ERRORS(2))).toBeVisible();
      await expect(page.getByText(sync.triggers.RETRY).first()).toBeVisible();
    });

    test('all contacts of a run are saved as a table in the language, without formulas', async ({
      page,
      user,
    }) => {
      const { sync, errors } = user.texts;
      const [head, ...rows] = await download(page, sync.items.export(contacts.length));
      const separator = language === 'de' ? '";"' : '","';
      expect(head).toBe(`\uFEFF"${Object.values(sync.items.columns).join(separator)}"`);
      const cellsOf = (row: string) => row.slice(1, -1).split(separator);
      const cells: Record<string, string[]> = Object.fromEntries(
        rows.map(cellsOf).map((row) => [row[0] ?? '', row]),
      );
      expect(new Set(Object.keys(cells))).toEqual(new Set(contacts.map(({ id }) => id.replace('=', "'="))));
      expect(cells['good']?.slice(1, 3)).toEqual(['gut@example.com', sync.outcomes.CREATED]);
      expect(cells['typo']?.slice(2, 5)).toEqual([
        sync.outcomes.FAILED,
        String(errors.INVALID_EMAIL.title),
        String(errors.INVALID_EMAIL.next),
      ]);
      const when = language === 'de' ? /^\d\d\.\d\d\.\d{4}, \d\d:\d\d$/ : /^\w+ \d+, \d{4}, \d+:\d\d\s[AP]M$/;
      expect(cells['typo']?.at(-1)).toMatch(when);

      const [, ...failed] = await download(page, sync.items.exportShown);
      expect(new Set(failed.map((row) => cellsOf(row)[0]))).toEqual(new Set(['long-1', 'long-2', 'typo']));
    });
  });
}

/** The lines of the table that a button saves. */
async function download(page: Page, name: string): Promise<string[]> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name }).click();
  const table = await readFile(await (await downloading).path(), 'utf8');
  return table.trimEnd().split('\r\n');
}
