import { expect, test } from '../../web/test/e2e/fixtures.ts';
import { accessibilityProblems, colourProblems } from '../../web/test/e2e/support/accessibility.ts';
import { layoutProblems } from './layout-problems.ts';
import { startScenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';
import { setTheme } from './set-look.ts';

test.describe('every state of the panel is accessible in both themes, and fits where there is little room', () => {
  for (const [index, { name, states }] of SCENARIOS.entries()) {
    const language = index % 2 === 0 ? 'de' : 'en';
    test(`in the scenario "${name}", in ${language}`, async ({ page, harness, account }) => {
      const context = await startScenario(page, harness, account, language);
      const problems: string[] = [];
      for (const state of states) {
        await state.reach(context);
        await setTheme(page, 'dark');
        // Only the colours differ between the themes.
        problems.push(...(await colourProblems(page)).map((problem) => `${state.name}, dark: ${problem}`));
        await setTheme(page, 'light');
        problems.push(...(await accessibilityProblems(page)).map((problem) => `${state.name}: ${problem}`));
        problems.push(...(await layoutProblems(page)).map((problem) => `${state.name}, ${problem}`));
      }
      expect(problems).toEqual([]);
    });
  }
});
