import { readFile } from 'node:fs/promises';
import type { Contact } from '@goodfunds/shared';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { accessibilityProblems } from '../../../test/harness/accessibility.ts';
import { openPanelHouse } from '../../../test/harness/panel-house.ts';
import { createPanelUser } from '../../../test/harness/panel-user.ts';
import { testBrowser } from '../../../test/harness/test-browser.ts';

const browser = testBrowser();

const tooLong = '1'.repeat(80);
const contacts: Contact[] = [
  { id: 'good', email: 'gut@example.com', firstName: 'Grete', lastName: 'Gut' },
  { id: 'typo', email: 'broken address', lastName: 'One' },
  { id: 'long-1', email: 'lang1@example.com', phone: tooLong },
  { id: 'long-2', email: 'lang2@example.com', phone: tooLong },
  { id: '=cmd()', lastName: 'Formula' },
];

describe.each(['de', 'en'] as const)('in %s', (language) => {
  test('what did not arrive is told by cause, found by search, and each cause is tried again alone', async () => {
    await using house = await openPanelHouse(browser(), { language });
    const { page, demo } = house;
    const user = createPanelUser(page, language);
    const { texts } = user;
    const { sync } = texts;
    await user.setUp(demo.credentials);
    await house.push(contacts);
    await user.heading(sync.finished.COMPLETED_WITH_ERRORS(3)).waitFor();

    // The headline says that the reasons stand below, and names what stands elsewhere.
    await user.text(sync.finished.alsoSkipped(1)).waitFor();
    await user.button(sync.finished.showSkipped).click();
    const groups = page.locator('[data-reason]');
    await groups.getByText(sync.skipReasons.NO_EMAIL.title).waitFor();
    expect(await groups.count()).toBe(1);

    const cause = page.getByLabel(sync.items.reason, { exact: true });
    expect(await cause.locator('option').allTextContents()).toEqual([
      sync.items.reasonAll,
      expect.stringMatching(/\(2\)$/),
      `${String(texts.errors.INVALID_EMAIL.title)} (1)`,
      `${sync.skipReasons.NO_EMAIL.title} (1)`,
    ]);
    await cause.selectOption({ index: 1 });
    await groups.getByText('lang1@example.com').waitFor();
    expect(await page.locator('[data-contact]').count()).toBe(2);
    expect(await groups.getByRole('link').getAttribute('href')).toMatch('#VALUE_TOO_LONG');
    expect(await accessibilityProblems(page)).toEqual([]);

    await page.getByLabel(sync.items.search).fill('lang2');
    await page.getByText('lang1@example.com').waitFor({ state: 'detached' });
    await page.getByLabel(sync.items.search).fill('nobody');
    await user.text(sync.items.emptySearch('nobody')).waitFor();
    await page.getByLabel(sync.items.search).fill('');
    await page.getByText('lang1@example.com').waitFor();

    await user.button(sync.retryReason(2)).click();
    await user.heading(sync.finished.COMPLETED_WITH_ERRORS(2)).waitFor();
    await page.getByText(sync.triggers.RETRY).first().waitFor();
  });

  test('all contacts of a run are saved as a table in the language, and nothing in it is a formula', async () => {
    await using house = await openPanelHouse(browser(), { language });
    const { page, demo } = house;
    const user = createPanelUser(page, language);
    const { sync, errors } = user.texts;
    await user.setUp(demo.credentials);
    await house.push(contacts);
    await user.heading(sync.finished.COMPLETED_WITH_ERRORS(3)).waitFor();

    const [head, ...rows] = await download(page, sync.items.export(contacts.length));
    expect(head).toBe(`\uFEFF${Object.values(sync.items.columns).join(';')}`);
    const cells: Record<string, string[]> = Object.fromEntries(
      rows.map((row) => row.split(';')).map((row) => [row[0] ?? '', row]),
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
    expect(new Set(failed.map((row) => row.split(';')[0]))).toEqual(new Set(['long-1', 'long-2', 'typo']));
  });
});

/** The lines of the table that a button saves. */
async function download(page: Page, name: string): Promise<string[]> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name }).click();
  const table = await readFile(await (await downloading).path(), 'utf8');
  return table.trimEnd().split('\r\n');
}
