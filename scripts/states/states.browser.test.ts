import { describe, expect, test } from 'vitest';
import { accessibilityProblems } from '../../web/test/harness/accessibility.ts';
import { testBrowser } from '../../web/test/harness/test-browser.ts';
import { layoutProblems } from './layout-problems.ts';
import { setTheme } from './set-look.ts';
import { openStage } from './stage.ts';
import { STORIES } from './stories.ts';

const browser = testBrowser();

describe.concurrent('everybody can use every state of the panel, in both themes and with little room', () => {
  const told = STORIES.map(
    (story, index) => ({ ...story, language: index % 2 === 0 ? 'de' : 'en' }) as const,
  );
  test.each(told)('of the story "$name", in $language', async ({ states, language }) => {
    await using stage = await openStage(browser(), { language });
    const problems: string[] = [];
    for (const { name, reach } of states) {
      await reach(stage);
      for (const theme of ['dark', 'light'] as const) {
        await setTheme(stage.page, theme);
        const found = await accessibilityProblems(stage.page);
        problems.push(...found.map((problem) => `${name}, ${theme}: ${problem}`));
      }
      problems.push(...(await layoutProblems(stage.page)).map((problem) => `${name}, ${problem}`));
    }
    expect(problems).toEqual([]);
  });
});
