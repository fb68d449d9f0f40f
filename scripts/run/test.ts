import { startVitest, type TestModule } from 'vitest/node';
import { runChecks } from './run-checks.ts';

/** `npm test`: the checks, then all tests; the last line counts them. Parameters choose test files. */
if (await runChecks()) await runTests(process.argv.slice(2));
else process.exitCode = 1;

async function runTests(filters: string[]): Promise<void> {
  const vitest = await startVitest(filters, { watch: false });
  const { passed, failed } = count(vitest.state.getTestModules());
  const unhandled = vitest.state.getUnhandledErrors().length;
  await vitest.close();
  if (failed + unhandled > 0 || passed === 0) process.exitCode = 1;
  console.log(`${passed} passed, ${failed + unhandled} failed`);
}

/** A file that could not be loaded has no tests to fail, and counts as one. */
function count(modules: readonly TestModule[]): { passed: number; failed: number } {
  let passed = 0;
  let failed = 0;
  for (const module of modules) {
    const states = [...module.children.allTests()].map((test) => test.result().state);
    const failedTests = states.filter((state) => state === 'failed').length;
    passed += states.filter((state) => state === 'passed').length;
    failed += failedTests === 0 && module.state() === 'failed' ? 1 : failedTests;
  }
  return { passed, failed };
}
