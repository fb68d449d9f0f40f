import { expect, test } from './fixtures.ts';
import { ACCENTS } from './support/accents.ts';
import { type Pair, probeContrast } from './support/probe-contrast.ts';

test.use({ language: 'en' });

const TINTS = ['page', 'surface', 'sunken', 'accent-soft', 'warning-soft', 'danger-soft'];
/** Every pair of colours that the panel puts on one another, with the ratio that WCAG 2.2 AA requires. */
const PAIRS: readonly Pair[] = [
  ...TINTS.flatMap((below): Pair[] => [
    ['text', below, 4.5],
    ['muted', below, 4.5],
    ['accent', below, 4.5],
    ['danger', below, 4.5],
    ['focus', below, 3],
  ]),
  ['on-accent', 'gfc-fill', 4.5],
  ['on-accent', 'fill-strong', 4.5],
  ['surface', 'danger', 4.5],
  ['warning', 'surface', 4.5],
  ['warning', 'warning-soft', 4.5],
  ['line-strong', 'page', 3],
  ['line-strong', 'surface', 3],
  ['line-strong', 'sunken', 3],
];

test('with any accent of a host, text, controls and focus rings keep their contrast in both themes', async ({
  page,
  host,
}) => {
  await host.open();
  expect(ACCENTS.length).toBeGreaterThan(250);
  expect(await page.evaluate(probeContrast, { accents: ACCENTS, pairs: PAIRS })).toEqual([]);

  // The probe itself calculates as WCAG does.
  const tooMuch: readonly Pair[] = [['on-accent', 'gfc-fill', 20.9]];
  const found = await page.evaluate(probeContrast, { accents: ['#000', '#757575'], pairs: tooMuch });
  expect(found).toEqual([
    'light, #757575: on-accent on gfc-fill 4.61',
    'dark, #757575: on-accent on gfc-fill 4.61',
  ]);
});

test('an accent that is no colour falls back to a colour of the panel, also when a style sheet of the page sets it', async ({
  page,
  host,
}) => {
  await host.open();
  const own = await page.evaluate(readFill, null);
  expect(own).toBe('color(srgb 0.0431373 0.415686 0.360784)');
  expect(await page.evaluate(readFill, 'rgb(255 0 0 / 30%)')).toBe('color(srgb 1 0 0)');
  for (const accent of ['banana', 'url(//example.invalid)', '#12', '3px']) {
    expect.soft(await page.evaluate(readFill, accent), accent).toBe('rgb(11, 106, 92)');
  }
});

/** Runs in the page: sets an accent on the element and returns the fill colour of the panel. */
function readFill(accent: string | null): string {
  const host = document.querySelector('gf-crm-settings');
  const panel = host?.shadowRoot?.querySelector('.gfc');
  if (!(host instanceof HTMLElement) || !panel) return 'no panel';
  host.style.setProperty('--gf-color-accent', accent);
  return getComputedStyle(panel).getPropertyValue('--gfc-fill');
}
