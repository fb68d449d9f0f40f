import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Request, type Router } from 'express';
import helmet from 'helmet';

/** Built by `scripts/guides/build-guides.ts`. */
const GUIDES_FOLDER = fileURLToPath(new URL('../../../docs/dist', import.meta.url));
const PICTURES_FOLDER = fileURLToPath(new URL('../../../docs/pictures', import.meta.url));

const LANGUAGES = ['de', 'en'] as const;
type Language = (typeof LANGUAGES)[number];

/** `/guides/{de|en}` lists the guides for administrators, `/guides/{de|en}/{name}` is one. */
export function guidePages(): Router {
  const router = express.Router({ strict: true });
  router.use(guideHeaders());
  router.get('/', (request, response) => {
    const base = pathOf(request).endsWith('/') ? '' : 'guides/';
    response.vary('accept-language').redirect(`${base}${preferredLanguage(request)}`);
  });
  // The links of the list are relative to the URL without the slash.
  router.get('/:language/', (request, response, next) => {
    const { language } = request.params;
    if (isLanguage(language)) response.redirect(`../${language}`);
    else next();
  });
  router.get('/:language', (request, response, next) => {
    const { language } = request.params;
    if (isLanguage(language)) response.sendFile(`${language}.html`, { root: GUIDES_FOLDER });
    else next();
  });
  router.use('/pictures', express.static(PICTURES_FOLDER, { index: false, redirect: false }));
  router.use(express.static(GUIDES_FOLDER, { index: false, redirect: false, extensions: ['html'] }));
  router.use(async (request, response) => {
    const [, first] = request.path.split('/');
    const language = isLanguage(first) ? first : preferredLanguage(request);
    const page = await readFile(join(GUIDES_FOLDER, `.not-found.${language}.html`), 'utf8');
    response
      .status(404)
      .type('html')
      .send(page.replaceAll('{guides}', pathToGuides(request.path)));
  });
  return router;
}

/** A guide loads only its own style sheet and pictures, runs no scripts and cannot be framed. */
function guideHeaders() {
  return helmet({
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
  });
}

function isLanguage(text: string | undefined): text is Language {
  return LANGUAGES.some((language) => language === text);
}

function preferredLanguage(request: Request): Language {
  const accepted = request.acceptsLanguages([...LANGUAGES]);
  return accepted !== false && isLanguage(accepted) ? accepted : 'de';
}

function pathOf(request: Request): string {
  return request.originalUrl.split('?')[0] ?? '';
}

/** The relative URL from a path below `/guides` to `/guides`: `.` from `/x`, `..` from `/x/y`. */
function pathToGuides(path: string): string {
  const depth = path.split('/').length - 2;
  return depth === 0 ? '.' : Array.from({ length: depth }, () => '..').join('/');
}
