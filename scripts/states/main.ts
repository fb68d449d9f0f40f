import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchBrowser } from '../browser/index.ts';
import { pageThrough } from './page-through.ts';
import { SCENARIOS } from './scenarios.ts';
import { takePictures } from './take-pictures.ts';

/** `npm run states`: pictures of every state of the panel, and a page to go through them. */
const folder = join(import.meta.dirname, '..', '..', 'states');
const wanted = process.argv.slice(2);
const scenarios = wanted.length === 0 ? SCENARIOS : SCENARIOS.filter(({ name }) => wanted.includes(name));

if (wanted.length === 0) await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
await using browser = await launchBrowser();
const pending = scenarios.flatMap((scenario) =>
  (['de', 'en'] as const).map((language) => ({ scenario, language })),
);
// Two at a time: more would only wait for each other.
await Promise.all(
  [0, 1].map(async () => {
    for (let next = pending.shift(); next; next = pending.shift()) await takePictures(browser, next, folder);
  }),
);
await writeFile(join(folder, 'index.html'), pageThrough(SCENARIOS));
console.log(`Page through them: ${join(folder, 'index.html')}`);
