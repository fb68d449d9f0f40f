import { startVitest } from 'vitest/node';

/**
 * The long forms of what `npm test` plays in short: `crash` with how many kills, `simulation` with the first seed
 * and how many, `fairness` with how many contacts the large account has.
 */
const SUITES: Record<string, { file: string; variable: string; otherwise: string }> = {
  crash: { file: 'server/test/reliability/crashes', variable: 'CRASH_KILLS', otherwise: '320' },
  simulation: {
    file: 'server/test/reliability/simulation',
    variable: 'SIMULATION_SEEDS',
    otherwise: '1 1000',
  },
  fairness: {
    file: 'server/test/reliability/fairness',
    variable: 'FAIRNESS_CONTACTS',
    otherwise: '1000000',
  },
};

const [name = '', ...amounts] = process.argv.slice(2);
const suite = SUITES[name];
if (!suite) throw new Error(`there is no such suite: ${name}`);
process.env[suite.variable] = amounts.length > 0 ? amounts.join(' ') : suite.otherwise;
const vitest = await startVitest([suite.file], { watch: false });
await vitest.close();
