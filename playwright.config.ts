import { defineConfig } from '@playwright/test';
import { chromiumOptions, firefoxOptions } from './scripts/browser/index.ts';

const firefox = firefoxOptions();

/** The browser tests: one worker has one browser and one service with an emulated CRM, see `web/test/e2e/fixtures.ts`. */
export default defineConfig({
  testDir: '.',
  testMatch: '{web,scripts}/**/*.spec.{ts,tsx}',
  // Node runs TypeScript itself; Playwright would compile the service and the emulator again in every worker.
  build: { external: ['**/*.ts'] },
  outputDir: 'node_modules/.cache/playwright',
  fullyParallel: true,
  // More than the cores: many tests wait for a run or a time-out, and need no core for that.
  workers: 3,
  // A trace of every test takes a quarter of the CPU time; a failed test is repeated with one, and still fails the run.
  retries: 1,
  failOnFlakyTests: true,
  forbidOnly: true,
  // Generous, because a loaded machine runs them too; a test waits for conditions, never for time.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  use: {
    viewport: { width: 1180, height: 900 },
    contextOptions: { reducedMotion: 'reduce' },
    trace: { mode: 'on-first-retry', screenshots: false },
  },
  projects: [
    { name: 'chromium', use: { browserName: 'chromium', launchOptions: await chromiumOptions() } },
    ...(firefox === null
      ? []
      : [
          {
            name: 'firefox',
            grepInvert: /@chromium/,
            use: { browserName: 'firefox' as const, launchOptions: firefox },
          },
        ]),
  ],
});
