import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type AxeResult = { violations: { id: string; nodes: { target: unknown; failureSummary?: string }[] }[] };

/** What axe finds wrong with the page as it is now; empty where nothing is. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const { violations } = await page.evaluate(runAxe);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${JSON.stringify(target)}: ${failureSummary ?? ''}`),
  );
}

/** Runs in the page, where the script above has left `axe`. */
async function runAxe(): Promise<AxeResult> {
  const { axe } = globalThis as unknown as { axe: { run: (at: Element | null) => Promise<AxeResult> } };
  return await axe.run(document.querySelector('gf-crm-settings'));
}
