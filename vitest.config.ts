import { defineConfig } from 'vitest/config';

const browserTests = '**/*.browser.test.{ts,tsx}';
const ignored = ['**/node_modules/**', '**/dist/**'];

/** Generous, because a loaded machine with two cores runs them too; a test waits for conditions, never for time. */
const patience = { testTimeout: 300_000, hookTimeout: 300_000, expect: { poll: { timeout: 60_000 } } };

export default defineConfig({
  test: {
    pool: 'forks',
    // More than the cores: many tests wait for processes, leases and time-outs, and need no core for that.
    maxWorkers: 4,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['{shared,server,web,emulator,demo,scripts,bench,docs}/**/*.test.{ts,tsx}'],
          exclude: [...ignored, browserTests],
          ...patience,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: [`{web,demo,scripts}/${browserTests}`],
          exclude: ignored,
          globalSetup: ['scripts/testing/unpack-browser.ts'],
          ...patience,
        },
      },
    ],
  },
});
