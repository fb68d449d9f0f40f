import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds wrong with the panel as it is now, or with another part of the page; empty where nothing is. */
export async function accessibilityProblems(page: Page, part = 'gf-crm-settings'): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(runAxe, part);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${JSON.stringify(target)}: ${failureSummary ?? ''}`),
  );
}

/** Runs in the page, where the script above has left a global `axe`. */
async function runAxe(part: string): Promise<AxeResults> {
  const { axe: inPage } = globalThis as unknown as {
    axe: { run: (at: Element | null) => Promise<AxeResults> };
  };
  return await inPage.run(document.querySelector(part));
}
