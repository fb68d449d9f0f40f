import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Results } from './figures/results.ts';
import { drawPicture } from './output/picture.ts';
import { formatReport } from './output/report.ts';

/**
 * `node bench/src/draw.ts` draws the picture of docs/performance.md from the published results of the cases, of growth
 * to a million, and of typing, and prints their tables.
 */
const cases = await resultsIn('../results/published.json');
const growth = await resultsIn('../results/published-growth.json');
const { typing } = await resultsIn('../results/published-typing.json');
const results = { ...cases, growth: growth.growth, growthFactor: growth.growthFactor, typing };
const picture = fileURLToPath(new URL('../../docs/pictures/performance.svg', import.meta.url));
await writeFile(picture, drawPicture(results));
console.log(`${formatReport(results)}\n\n${picture}`);

/** Written by this package, so not validated. */
async function resultsIn(path: string): Promise<Results> {
  return JSON.parse(await readFile(new URL(path, import.meta.url), 'utf8')) as Results;
}
