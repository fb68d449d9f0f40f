import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Results } from './figures/results.ts';
import { drawPicture } from './output/picture.ts';
import { caseTable, growthTable } from './output/report.ts';

/**
 * Draws the picture of docs/performance.md from the results that are kept with it, and prints their tables:
 * `node bench/src/draw.ts`. Another file of results can be named.
 */
const given = process.argv[2] ?? fileURLToPath(new URL('../results/published.json', import.meta.url));
const picture = fileURLToPath(new URL('../../docs/pictures/performance.svg', import.meta.url));
// Written by this same room; a picture of a broken file would show it.
const results = JSON.parse(await readFile(given, 'utf8')) as Results;
await writeFile(picture, drawPicture(results));
console.log(`${caseTable(results)}\n\n${growthTable(results)}\n\n${picture}`);
