import type { Page } from 'playwright-core';
import { LOOKS, type Look } from './looks.ts';
import { setLook } from './set-look.ts';

/** Narrow, zoomed, with large text only, and from right to left. */
const TIGHT: readonly Look[] = LOOKS.filter(({ name }) =>
  ['light-320', 'zoom', 'text', 'rtl'].includes(name),
);

/** Where something sticks out of the window or its text is cut off, in the looks that leave little room. */
export async function layoutProblems(page: Page): Promise<string[]> {
  const problems: string[] = [];
  for (const look of TIGHT) {
    await setLook(page, look);
    const found = await page.evaluate(findCutOff);
    problems.push(...found.map((problem) => `${look.name}: ${problem}`));
  }
  const [plain] = LOOKS;
  if (plain) await setLook(page, plain);
  return problems;
}

/** Runs in the page. */
function findCutOff(): string[] {
  const problems: string[] = [];
  const nameOf = ({ localName, className, textContent }: HTMLElement) =>
    `${localName}.${className} "${textContent.slice(0, 30)}"`;
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) problems.push(`the page is ${scrollWidth} px wide`);
  const elements = document
    .querySelector('gf-crm-settings')
    ?.shadowRoot?.querySelectorAll<HTMLElement>('.gfc *');
  for (const element of elements ?? []) {
    if (element instanceof SVGElement || element.closest('.gfc-visually-hidden, input, select')) continue;
    const { left, right, width } = element.getBoundingClientRect();
    if (width > 0 && (left < -1 || right > clientWidth + 1)) problems.push(`${nameOf(element)} sticks out`);
    const { overflowX } = getComputedStyle(element);
    if (overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1) {
      problems.push(`${nameOf(element)} is cut off at ${element.clientWidth} of ${element.scrollWidth} px`);
    }
  }
  return problems;
}
