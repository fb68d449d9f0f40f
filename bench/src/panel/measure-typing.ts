import { launchBrowser } from '../../../scripts/browser/index.ts';
import type { TypingFigures } from '../figures/typing.ts';
import { type AttributePage, openAttributePage } from './attribute-page.ts';
import { KEY_RECORDER } from './key-recorder.ts';

/** Types in the panel's search for an attribute, before tables of so many attributes, in one browser. */
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

/** Found by label, by name and by description; many at the first letter, few at the last. */
const WORDS = ['address 1', 'extra 9', 'emailaddress2', 'organisation', 'e'];
const ROUNDS = 6;

async function typeWords(panel: AttributePage): Promise<Typed> {
  const { page } = panel;
  await typeRound(panel);
  // What is compiled at the first keys is warm from here on.
  await page.evaluate(KEY_RECORDER);
  for (let round = 0; round < ROUNDS; round += 1) await typeRound(panel);
  const typed = await page.evaluate<Typed>(AFTER_THE_LAST_FRAME);
  const expected = ROUNDS * WORDS.reduce((keys, word) => keys + word.length + KEYS_AROUND, 0);
  if (typed.keyMs.length !== expected) {
    throw new Error(`${typed.keyMs.length} keys were timed instead of ${expected}`);
  }
  return typed;
}

async function typeRound({ page, search }: AttributePage): Promise<void> {
  for (const word of WORDS) {
    // The list opens with everything in it.
    await search.click();
    await page.keyboard.type(word);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  }
}

/** Down, and Escape twice: to close the list, and to clear what was typed. */
const KEYS_AROUND = 3;
