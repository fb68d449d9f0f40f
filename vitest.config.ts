import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    pool: 'forks',
    // More than the cores: many tests wait for processes, leases and time-outs, and need no core for that.
    maxWorkers: 4,
    // Files share the modules that they load, which halves the CPU time; tests leave no state in modules.
    isolate: false,
    globalSetup: ['server/test/reliability/support/bundle-folder.ts'],
    include: ['{shared,server,web,emulator,demo,scripts,bench,docs}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // Generous, because a loaded machine with two cores runs them too; a test waits for conditions, never for time.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
