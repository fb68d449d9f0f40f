import { readFile, writeFile } from 'node:fs/promises';
import type { Results } from './figures/results.ts';
import { drawPicture } from './output/picture.ts';
import { reportTables } from './output/report.ts';
import { replaceMarkdownTable } from './output/table.ts';

/**
 * `node bench/src/draw.ts` writes the tables of docs/performance.md and draws its picture, from the published results
 * of the cases, of growth to a million, of typing, of the delays of the event loop, and of pushes beside hostile CRMs.
 */
const cases = await resultsIn('../results/published.json');
const growth = await resultsIn('../results/published-growth.json');
const { typing } = await resultsIn('../results/published-typing.json');
const { delays } = await resultsIn('../results/published-delays.json');
const { hostile } = await resultsIn('../results/published-hostile.json');
const results = {
  ...cases,
  growth: growth.growth,
  growthFactor: growth.growthFactor,
  typing,
  delays,
  hostile,
};
const docs = new URL('../../docs/', import.meta.url);
await writeFile(new URL('pictures/performance.svg', docs), drawPicture(results));
const page = new URL('performance.md', docs);
await writeFile(page, reportTables(results).reduce(replaceMarkdownTable, await readFile(page, 'utf8')));

/** Written by this package, so not validated. */
async function resultsIn(path: string): Promise<Results> {
  return JSON.parse(await readFile(new URL(path, import.meta.url), 'utf8')) as Results;
}
