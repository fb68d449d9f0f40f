import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GUIDE_SLUGS, type GuideLanguage, type GuideSlug } from './guide-catalogue.ts';
import { type RenderedGuide, renderGuide } from './render-guide.ts';

export type Guide = RenderedGuide & { slug: GuideSlug };

/** All guides of a language, in the order of the catalogue. */
export async function readGuides(folder: string, language: GuideLanguage): Promise<Guide[]> {
  return await Promise.all(
    GUIDE_SLUGS.map(async (slug) => ({
      slug,
      ...renderGuide(await readFile(join(folder, language, `${slug}.md`), 'utf8')),
    })),
  );
}
