import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Language } from '../../web/src/i18n/language.ts';
import { LOOKS } from './looks.ts';
import { setLook } from './set-look.ts';
import { openStage, type Story } from './stage.ts';

/** Tells one story in one language and draws each of its states in every look. */
export async function takePictures(
  browser: Browser,
  { story, language }: { story: Story; language: Language },
  folder: string,
): Promise<void> {
  await using stage = await openStage(browser, { language });
  const [plain] = LOOKS;
  for (const state of story.states) {
    await state.reach(stage);
    for (const look of LOOKS) {
      await setLook(stage.page, look);
      const path = join(folder, pictureName(story.name, state.name, language, look.name));
      await stage.page.screenshot({ path, fullPage: true, animations: 'disabled' });
    }
    if (plain) await setLook(stage.page, plain);
  }
  console.log(`${story.name}, ${language}: ${story.states.length} states`);
}

export function pictureName(story: string, state: string, language: Language, look: string): string {
  return `${story}-${state}.${language}.${look}.png`;
}
