import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { JSONReport } from '@playwright/test/reporter';
import { startVitest, type TestModule } from 'vitest/node';
import { runChecks } from './run-checks.ts';

type Counts = { passed: number; failed: number };

/** `npm test`: the checks, then all tests; the last line counts them. Parameters choose test files. */
if (await runChecks()) await runTests(process.argv.slice(2));
else process.exitCode = 1;

/** Both runners at once, because either spends much of its time waiting. */
async function runTests(filters: string[]): Promise<void> {
  const [vitest, playwright] = await Promise.all([runVitest(filters), runPlaywright(filters)]);
  console.log(playwright.output);
  const passed = vitest.passed + playwright.passed;
  const failed = vitest.failed + playwright.failed;
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  console.log(`${passed} passed, ${failed} failed`);
}

async function runVitest(filters: string[]): Promise<Counts> {
  const vitest = await startVitest(filters, { watch: false, passWithNoTests: true });
  const { passed, failed } = countTests(vitest.state.getTestModules());
  const unhandled = vitest.state.getUnhandledErrors().length;
  await vitest.close();
  return { passed, failed: failed + unhandled };
}

/** A file that could not be loaded has no tests to fail, and counts as one. */
function countTests(modules: readonly TestModule[]): Counts {
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

/** The output is kept, so that it is not mixed with that of Vitest. */
async function runPlaywright(filters: string[]): Promise<Counts & { output: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'goodfunds-tests-'));
  const report = join(folder, 'report.json');
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli');
  const child = spawn(
    process.execPath,
    [cli, 'test', '--reporter=list,json', '--pass-with-no-tests', ...filters],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    },
  );
  const output = text(child.stdout);
  const exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const counts = countReport(await readFile(report, 'utf8').catch(() => null));
  await rm(folder, { recursive: true });
  const failed = exitCode !== 0 && counts.failed === 0 ? 1 : counts.failed;
  return { passed: counts.passed, failed, output: await output };
}

/** Everything that did not pass at once counts as failed, and so does an error outside a test. */
function countReport(report: string | null): Counts {
  if (report === null) return { passed: 0, failed: 1 };
  const { stats, errors } = JSON.parse(report) as JSONReport;
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped + errors.length };
}
