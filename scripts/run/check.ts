import { runChecks } from './run-checks.ts';

/** `npm run check`, or `npm run check -- lint types` for some of them. */
process.exitCode = (await runChecks(process.argv.slice(2))) ? 0 : 1;
