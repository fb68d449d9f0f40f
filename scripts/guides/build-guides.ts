import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GUIDE_LANGUAGES, GUIDE_NAMES, guideListPage, guidePage, notFoundPage } from './guide-layout.ts';
import { renderGuide } from './render-guide.ts';

/** Renders `docs/{language}/{name}.md` to `docs/dist`, which the service serves at `/guides`. */

const DOCS_FOLDER = join(import.meta.dirname, '../../docs');
const OUTPUT_FOLDER = join(DOCS_FOLDER, 'dist');

await rm(OUTPUT_FOLDER, { recursive: true, force: true });
for (const language of GUIDE_LANGUAGES) {
  const guides = await Promise.all(
    GUIDE_NAMES.map(async (name) => ({
      name,
      ...renderGuide(await readFile(join(DOCS_FOLDER, language, `${name}.md`), 'utf8')),
    })),
  );
  await mkdir(join(OUTPUT_FOLDER, language), { recursive: true });
  for (const guide of guides) {
    await writeFile(join(OUTPUT_FOLDER, language, `${guide.name}.html`), guidePage(language, guide));
  }
  await writeFile(join(OUTPUT_FOLDER, `${language}.html`), guideListPage(language, guides));
  // A file whose name begins with a dot has no URL.
  await writeFile(join(OUTPUT_FOLDER, `.not-found.${language}.html`), notFoundPage(language, guides));
}
await cp(join(import.meta.dirname, 'guides.css'), join(OUTPUT_FOLDER, 'guides.css'));
