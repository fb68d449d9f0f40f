import { launchBrowser } from '../../../scripts/browser/index.ts';
import type { TypingFigures } from '../figures/typing.ts';
import { type AttributePage, openAttributePage } from './attribute-page.ts';
import { KEY_RECORDER } from './key-recorder.ts';

/** Types in the panel's attribute search, on tables of each size, in one browser. */
export async function* measureTyping(sizes: readonly number[]): AsyncGenerator<TypingFigures> {
  const browser = await launchBrowser();
  try {
    for (const attributes of sizes) {
      await using opened = await openAttributePage(browser, attributes);
      yield { attributes, ...(await typeWords(opened)) };
    }
  } finally {
    await browser.close();
  }
}

type Typed = Omit<TypingFigures, 'attributes'>;

const AFTER_THE_LAST_FRAME = `new Promise((resolve) => {
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(globalThis.typed)));
})`;

/** Matched by label, name and description; many matches at the first letter, few at the last. */
const WORDS = ['address 1', 'extra 9', 'emailaddress2', 'organisation', 'e'];
const ROUNDS = 6;

async function typeWords(panel: AttributePage): Promise<Typed> {
  const { page } = panel;
  await typeRound(panel);
  // The first round warms up the JIT.
  await page.evaluate(KEY_RECORDER);
  for (let round = 0; round < ROUNDS; round += 1) await typeRound(panel);
  const typed = await page.evaluate<Typed>(AFTER_THE_LAST_FRAME);
  const expected = ROUNDS * WORDS.reduce((keys, word) => keys + word.length + EXTRA_KEYS, 0);
  if (typed.keyMs.length !== expected) {
    throw new Error(`${typed.keyMs.length} keys were timed instead of ${expected}`);
  }
  return typed;
}

async function typeRound({ page, search }: AttributePage): Promise<void> {
  for (const word of WORDS) {
    // The list opens with all options.
    await search.click();
    await page.keyboard.type(word);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  }
}

/** Arrow down, and Escape twice: close the list, clear the text. */
const EXTRA_KEYS = 3;
