import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Request, type Router } from 'express';
import helmet from 'helmet';
import { GUIDE_LANGUAGES, type GuideLanguage, isGuideLanguage, isGuideSlug } from './guide-catalogue.ts';
import { guideListPage, guidePage, unknownGuidePage } from './guide-layout.ts';
import { type Guide, readGuides } from './read-guides.ts';

const DOCS_FOLDER = fileURLToPath(new URL('../../../../docs', import.meta.url));

/**
 * The guides for administrators: `/guides/{de|en}` lists them, `/guides/{de|en}/{slug}` is one, and
 * `/guides/pictures/…` has their pictures. They are read once, when somebody first asks for one.
 */
export function guidePages(): Router {
  const router = express.Router({ strict: true });
  const guidesOf = readOnce();

  router.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'"],
          baseUri: ["'none'"],
          formAction: ["'none'"],
          frameAncestors: ["'none'"],
        },
      },
      xFrameOptions: { action: 'deny' },
    }),
  );
  router.get('/', (request, response) => {
    const base = pathOf(request).endsWith('/') ? '' : 'guides/';
    response.vary('accept-language').redirect(`${base}${preferredLanguage(request)}`);
  });
  router.get('/guides.css', (_request, response) => {
    response.sendFile('guides.css', { root: import.meta.dirname });
  });
  router.use('/pictures', express.static(join(DOCS_FOLDER, 'pictures'), { index: false, redirect: false }));
  // With the slash, relative links of the page would lead elsewhere.
  router.get('/:language/', (request, response, next) => {
    const { language } = request.params;
    if (!isGuideLanguage(language)) return next();
    response.redirect(`../${language}`);
  });
  router.get('/:language', async (request, response, next) => {
    const { language } = request.params;
    if (!isGuideLanguage(language)) return next();
    response.send(guideListPage(language, await guidesOf(language)));
  });
  router.get('/:language/:slug', async (request, response, next) => {
    const { language, slug } = request.params;
    if (!isGuideLanguage(language) || !isGuideSlug(slug)) return next();
    const guide = (await guidesOf(language)).find((candidate) => candidate.slug === slug);
    if (guide === undefined) return next();
    response.send(guidePage(language, guide));
  });
  router.use(async (request, response) => {
    const [, first] = request.path.split('/');
    const language = isGuideLanguage(first) ? first : preferredLanguage(request);
    const page = unknownGuidePage(language, await guidesOf(language), wayUp(request.path));
    response.status(404).send(page);
  });
  return router;
}

/** The guides of each language, read at the first question; a failed reading is tried again at the next. */
function readOnce(): (language: GuideLanguage) => Promise<readonly Guide[]> {
  const known = new Map<GuideLanguage, readonly Guide[]>();
  return async (language) => {
    const guides = known.get(language) ?? (await readGuides(DOCS_FOLDER, language));
    known.set(language, guides);
    return guides;
  };
}

function preferredLanguage(request: Request): GuideLanguage {
  const [first] = GUIDE_LANGUAGES;
  const accepted = request.acceptsLanguages([...GUIDE_LANGUAGES]);
  return accepted !== false && isGuideLanguage(accepted) ? accepted : first;
}

function pathOf(request: Request): string {
  return request.originalUrl.split('?')[0] ?? '';
}

/** From `/x/y` below the guides to the guides: `..`; from `/x`: `.`. */
function wayUp(path: string): string {
  const depth = path.split('/').length - 2;
  return depth === 0 ? '.' : Array.from({ length: depth }, () => '..').join('/');
}
