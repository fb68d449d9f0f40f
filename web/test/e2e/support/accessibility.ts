import type { Page } from '@playwright/test';
import axe, { type AxeResults, type RunOptions } from 'axe-core';

/** The rules of WCAG 2.2 AA, none left out, and what axe holds to be good practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong with the panel as it is now, or with another part of the page; empty where nothing is. */
export async function accessibilityProblems(page: Page, part = 'gf-crm-settings'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(runAxe, { part, tags: TAGS });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${JSON.stringify(target)}: ${failureSummary ?? ''}`),
  );
}

/** Runs in the page, where the script above has left a global `axe`. */
async function runAxe({ part, tags }: { part: string; tags: string[] }): Promise<AxeResults> {
  const { axe: inPage } = globalThis as unknown as {
    axe: { run: (at: Element | null, options: RunOptions) => Promise<AxeResults> };
  };
  return await inPage.run(document.querySelector(part), {
    runOnly: { type: 'tag', values: tags },
    resultTypes: ['violations'],
  });
}
