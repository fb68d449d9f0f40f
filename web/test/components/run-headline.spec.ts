import { run } from './data.ts';
import { expect, test } from './fixtures.ts';

const counts = {
  total: 10,
  pending: 0,
  created: 5,
  updated: 0,
  unchanged: 0,
  skipped: 2,
  review: 0,
  warnings: 0,
  failed: 3,
};

for (const language of ['de', 'en'] as const) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test('a run with failed and skipped contacts names both and leads to the skipped ones', async ({
      page,
      render,
      calls,
      texts,
    }) => {
      const { finished } = texts.sync;
      await render({ component: 'run-headline', run: run({ status: 'COMPLETED_WITH_ERRORS', counts }) });
      await expect(page.getByRole('heading')).toHaveText(finished.COMPLETED_WITH_ERRORS(3));
      await expect(page.getByText(finished.alsoSkipped(2))).toBeVisible();
      await page.getByRole('button', { name: finished.showSkipped }).click();
      expect(await calls()).toEqual([['filter', { outcome: 'SKIPPED', reason: null, warnings: false }]]);
    });

    test('the result is announced when an open run ends, not when an ended run is opened', async ({
      page,
      render,
      texts,
    }) => {
      const announcement = page.locator('output');
      await render({ component: 'run-headline', run: run({ status: 'COMPLETED' }) });
      await expect(page.getByRole('heading')).toHaveText(texts.sync.finished.COMPLETED);
      await expect(announcement).toHaveText('');
      await render({ component: 'run-headline', run: run({ status: 'RUNNING' }) });
      await expect(page.getByRole('heading')).toHaveText(texts.sync.current);
      await render({ component: 'run-headline', run: run({ status: 'CANCELLED', counts }) });
      const { CANCELLED, cancelledText, whyBelow } = texts.sync.finished;
      await expect(announcement).toContainText(`${CANCELLED}. ${cancelledText}`);
      await expect(announcement).toContainText(whyBelow);
    });
  });
}

test('the duration is shown once a run took longer than a second', async ({ page, render, texts }) => {
  const ended = { status: 'COMPLETED', finishedAt: '2026-01-01T00:01:30Z' } as const;
  await render({ component: 'run-headline', run: run(ended) });
  const label = texts.sync.duration('').trim();
  await expect(page.getByText(label)).toBeVisible();
  await render({ component: 'run-headline', run: run({ ...ended, finishedAt: '2026-01-01T00:00:00.5Z' }) });
  await expect(page.getByText(label)).toHaveCount(0);
});
