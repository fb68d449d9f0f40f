import type { Page } from '@playwright/test';
import axe, { type AxeResults, type RunOptions } from 'axe-core';

/** Every rule of WCAG 2.2 AA, and what axe calls good practice. */
const ALL_RULES: RunOptions['runOnly'] = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};
/** The rules whose result depends on colours. */
const COLOUR_RULES: RunOptions['runOnly'] = {
  type: 'rule',
  values: ['color-contrast', 'link-in-text-block'],
};

/** What axe finds wrong with the panel as it is now, or with another part of the page. */
export async function accessibilityProblems(page: Page, part = 'gf-crm-settings'): Promise<string[]> {
  return await findProblems(page, part, ALL_RULES);
}

/** What axe finds wrong with the colours, for a state that all rules check in another theme. */
export async function colourProblems(page: Page, part = 'gf-crm-settings'): Promise<string[]> {
  return await findProblems(page, part, COLOUR_RULES);
}

async function findProblems(page: Page, part: string, runOnly: RunOptions['runOnly']): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(runAxe, { part, runOnly });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${JSON.stringify(target)}: ${failureSummary ?? ''}`),
  );
}

/** Runs in the page, where the script of axe has left a global `axe`. */
async function runAxe({
  part,
  runOnly,
}: {
  part: string;
  runOnly: RunOptions['runOnly'];
}): Promise<AxeResults> {
  const { axe: inPage } = globalThis as unknown as {
    axe: { run: (at: Element | null, options: RunOptions) => Promise<AxeResults> };
  };
  return await inPage.run(document.querySelector(part), {
    ...(runOnly && { runOnly }),
    resultTypes: ['violations'],
  });
}
