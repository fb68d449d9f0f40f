import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Starts the files that take longest first, so that no core waits for the last of them. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => LONG_FILES.some((part) => moduleId.includes(part));
    return (await super.sort(files)).sort((one, other) => Number(isLong(other)) - Number(isLong(one)));
  }
}

const LONG_FILES = ['simulation.test', 'server/src/main.test', 'crashes.test'];

export default defineConfig({
  test: {
    pool: 'forks',
    // One more than the cores, because many tests wait for processes, leases and time-outs. Each worker loads all modules.
    maxWorkers: 3,
    // Files share the modules that they load, which halves the CPU time; tests leave no state in modules.
    isolate: false,
    globalSetup: ['server/test/reliability/support/bundle-folder.ts'],
    include: ['{shared,server,web,emulator,demo,scripts,bench,docs}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    sequence: { sequencer: LongestFirst },
    // Generous, because a loaded machine with two cores runs them too; a test waits for conditions, never for time.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
