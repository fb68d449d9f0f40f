import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchBrowser } from '../browser/index.ts';
import { pageThrough } from './page-through.ts';
import { STORIES } from './stories.ts';
import { takePictures } from './take-pictures.ts';

/** `npm run states`: pictures of every state of the panel, and a page to go through them. */
const folder = join(import.meta.dirname, '..', '..', 'states');
const wanted = process.argv.slice(2);
const stories = wanted.length === 0 ? STORIES : STORIES.filter(({ name }) => wanted.includes(name));

if (wanted.length === 0) await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
await using browser = await launchBrowser();
const told = stories.flatMap((story) => (['de', 'en'] as const).map((language) => ({ story, language })));
// Two at a time: more would only wait for each other.
await Promise.all(
  [0, 1].map(async () => {
    for (let next = told.shift(); next; next = told.shift()) await takePictures(browser, next, folder);
  }),
);
await writeFile(join(folder, 'index.html'), pageThrough(STORIES));
console.log(`Page through them: ${join(folder, 'index.html')}`);
