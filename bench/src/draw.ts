import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Results } from './figures/results.ts';
import { drawPicture } from './output/picture.ts';
import { formatReport } from './output/report.ts';

/**
 * `node bench/src/draw.ts` draws the picture of docs/performance.md from the results that are kept with it, those of
 * a run of minutes, those of growth to a million and those of typing, and prints their tables.
 */
const cases = await resultsIn('../results/published.json');
const growth = await resultsIn('../results/published-growth.json');
const { typing } = await resultsIn('../results/published-typing.json');
const results = { ...cases, growth: growth.growth, growthFactor: growth.growthFactor, typing };
const picture = fileURLToPath(new URL('../../docs/pictures/performance.svg', import.meta.url));
await writeFile(picture, drawPicture(results));
console.log(`${formatReport(results)}\n\n${picture}`);

/** Written by this same room; a picture of a broken file would show it. */
async function resultsIn(path: string): Promise<Results> {
  return JSON.parse(await readFile(new URL(path, import.meta.url), 'utf8')) as Results;
}
