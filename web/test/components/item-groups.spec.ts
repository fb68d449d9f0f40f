import { item, run } from './data.ts';
import { expect, test } from './fixtures.ts';

const counts = {
  total: 950,
  pending: 0,
  created: 700,
  updated: 0,
  unchanged: 0,
  skipped: 90,
  review: 0,
  warnings: 0,
  failed: 160,
};
const tooLong = (attribute: string) =>
  ({
    outcome: 'FAILED',
    reason: 'VALUE_TOO_LONG',
    error: { code: 'VALUE_TOO_LONG', params: { attribute } },
  }) as const;

test('contacts are grouped by outcome and cause, failures first, with the size where it is known', async ({
  page,
  render,
  texts,
}) => {
  await render({
    component: 'item-groups',
    run: run({ status: 'COMPLETED_WITH_ERRORS', counts }),
    items: [
      item('created'),
      item('skipped', { outcome: 'SKIPPED', reason: 'NO_EMAIL', email: null }),
      item('long-1', tooLong('lastname')),
      item('long-2', tooLong('lastname')),
      item('other', tooLong('suffix')),
    ],
    causes: [{ outcome: 'SKIPPED', reason: 'NO_EMAIL', count: 90 }],
    retryCount: null,
  });
  const groups = page.locator('[data-outcome]');
  const { items, outcomes, skipReasons } = texts.sync;
  await expect(groups.nth(0)).toContainText(items.groupMore(2));
  await expect(groups.nth(1)).toContainText(items.groupMore(1));
  await expect(groups.nth(2)).toContainText(skipReasons.NO_EMAIL.title);
  await expect(groups.nth(2)).toContainText(items.group(90));
  await expect(groups.nth(2)).toContainText(items.noEmail);
  await expect(groups.nth(3)).toContainText(outcomes.CREATED);
  await expect(groups.nth(3)).toContainText(items.group(700));
  await expect(groups.nth(0).getByRole('link')).toHaveAttribute('href', /#VALUE_TOO_LONG$/);
});

test('a large group is folded until a person unfolds it', async ({ page, render, texts }) => {
  const items = Array.from({ length: 9 }, (_, index) => item(`contact-${index}`));
  await render({ component: 'item-groups', run: run({ counts }), items, causes: [], retryCount: null });
  await expect(page.getByRole('listitem')).toHaveCount(6);
  await page.getByRole('button', { name: texts.sync.items.showMore(3) }).click();
  await expect(page.getByRole('listitem')).toHaveCount(9);
  await page.getByRole('button', { name: texts.sync.items.showLess }).click();
  await expect(page.getByRole('listitem')).toHaveCount(6);
});

test('the contacts with one cause are retried by that cause', async ({ page, render, calls, texts }) => {
  await render({
    component: 'item-groups',
    run: run({ status: 'COMPLETED_WITH_ERRORS', counts }),
    items: [item('long', tooLong('lastname'))],
    causes: [],
    retryCount: 160,
  });
  await page.getByRole('button', { name: texts.sync.retryReason(160) }).click();
  await expect.poll(calls).toEqual([['sync.retryFailed', { runId: 'run', reason: 'VALUE_TOO_LONG' }]]);
});

test('a contact shows what was changed, its matches and its attempts', async ({ page, render, texts }) => {
  const { items } = texts.sync;
  await render({
    component: 'item-groups',
    run: run({ counts }),
    items: [
      item('updated', { outcome: 'UPDATED', changedAttributes: ['lastname', 'suffix'], attempts: 3 }),
      item('ambiguous', {
        outcome: 'SKIPPED',
        reason: 'AMBIGUOUS_MATCH',
        candidates: ['first-match', 'second-match'],
      }),
    ],
    causes: [],
    retryCount: null,
  });
  const updated = page.locator('[data-contact="updated"]');
  await expect(updated).toContainText(items.changed('lastname and suffix'));
  await expect(updated).toContainText(items.attempts(3));
  const ambiguous = page.locator('[data-contact="ambiguous"]');
  await expect(ambiguous).toContainText(items.candidates);
  await expect(ambiguous.locator('code')).toHaveText(['ambiguous', 'first-match', 'second-match']);
});
