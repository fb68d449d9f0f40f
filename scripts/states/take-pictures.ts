import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Language } from '../../web/src/i18n/language.ts';
import { startHarness } from '../../web/test/e2e/support/harness.ts';
import { LOOKS } from './looks.ts';
import { type Scenario, startScenario } from './scenario.ts';
import { setLook } from './set-look.ts';

/** Plays one scenario in one language and takes a picture of each of its states in every look. */
export async function takePictures(
  browser: Browser,
  { scenario, language }: { scenario: Scenario; language: Language },
  folder: string,
): Promise<void> {
  await using harness = await startHarness();
  await using browserContext = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await browserContext.newPage();
  const context = await startScenario(page, harness, await harness.nextAccount(), language);
  const [plain] = LOOKS;
  for (const state of scenario.states) {
    await state.reach(context);
    for (const look of LOOKS) {
      await setLook(page, look);
      const path = join(folder, pictureName(scenario.name, state.name, language, look.name));
      await page.screenshot({ path, fullPage: true, animations: 'disabled' });
    }
    if (plain) await setLook(page, plain);
  }
  console.log(`${scenario.name}, ${language}: ${scenario.states.length} states`);
}

export function pictureName(scenario: string, state: string, language: Language, look: string): string {
  return `${scenario}-${state}.${language}.${look}.png`;
}
