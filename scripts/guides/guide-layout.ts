import { escapeHtml, type RenderedGuide } from './render-guide.ts';

export const GUIDE_LANGUAGES = ['de', 'en'] as const;
type GuideLanguage = (typeof GUIDE_LANGUAGES)[number];

/** In the order in which an administrator needs them. */
export const GUIDE_NAMES = ['azure-entra-setup', 'connect-and-map', 'strategies', 'messages', 'questions'];

/** `name` is that of its file and the last part of its URL. */
type Guide = RenderedGuide & { name: string };

const TEXTS = {
  de: {
    name: 'Deutsch',
    title: 'Anleitungen',
    intro: 'GoodFunds und Microsoft Dynamics 365: von der ersten Verbindung bis zur letzten Meldung.',
    all: 'Alle Anleitungen',
    sections: 'Auf dieser Seite',
    languages: 'Sprachen',
    unknownTitle: 'Diese Anleitung gibt es nicht',
    unknown: 'Diese Anleitungen gibt es:',
  },
  en: {
    name: 'English',
    title: 'Guides',
    intro: 'GoodFunds and Microsoft Dynamics 365: from the first connection to the last message.',
    all: 'All guides',
    sections: 'On this page',
    languages: 'Languages',
    unknownTitle: 'This guide does not exist',
    unknown: 'These guides exist:',
  },
} as const;

/** The page of one guide. Links are relative, so that the service can be behind a proxy with a path of its own. */
export function guidePage(language: GuideLanguage, { name, title, sections, html }: Guide): string {
  const texts = TEXTS[language];
  const links = sections.map(
    ({ text, anchor }) => `<li><a href="#${escapeHtml(anchor)}">${escapeHtml(text)}</a></li>`,
  );
  return htmlPage({
    language,
    title: `${title} · GoodFunds`,
    toGuides: '..',
    toLanguage: (other) => `../${other}/${name}`,
    body: `<nav class="sections" aria-label="${texts.sections}"><ul>${links.join('')}</ul></nav>
<main>${html}</main>`,
  });
}

/** The list of all guides, at `/guides/{language}`. */
export function guideListPage(language: GuideLanguage, guides: readonly Guide[]): string {
  const texts = TEXTS[language];
  return htmlPage({
    language,
    title: `${texts.title} · GoodFunds`,
    toGuides: '.',
    toLanguage: (other) => other,
    body: `<main><h1>${texts.title}</h1><p>${texts.intro}</p>${guideList(language, guides, '.')}</main>`,
  });
}

/** The page for an unknown guide. The service replaces `{guides}` by the relative URL of `/guides`. */
export function notFoundPage(language: GuideLanguage, guides: readonly Guide[]): string {
  const toGuides = '{guides}';
  const texts = TEXTS[language];
  return htmlPage({
    language,
    title: `${texts.unknownTitle} · GoodFunds`,
    toGuides,
    toLanguage: (other) => `${toGuides}/${other}`,
    body: `<main><h1>${texts.unknownTitle}</h1><p>${texts.unknown}</p>${guideList(language, guides, toGuides)}</main>`,
  });
}

function guideList(language: GuideLanguage, guides: readonly Guide[], toGuides: string): string {
  const entries = guides.map(
    ({ name, title, summary }) =>
      `<li><a href="${toGuides}/${language}/${name}">${escapeHtml(title)}</a><p>${escapeHtml(summary)}</p></li>`,
  );
  return `<ul class="guides">${entries.join('')}</ul>`;
}

type Page = {
  language: GuideLanguage;
  title: string;
  /** The relative URL of `/guides`. */
  toGuides: string;
  toLanguage: (other: GuideLanguage) => string;
  body: string;
};

function htmlPage({ language, title, toGuides, toLanguage, body }: Page): string {
  const texts = TEXTS[language];
  const languages = GUIDE_LANGUAGES.map((other) =>
    other === language
      ? `<span aria-current="true">${TEXTS[other].name}</span>`
      : `<a href="${toLanguage(other)}" hreflang="${other}" lang="${other}" rel="alternate">${TEXTS[other].name}</a>`,
  );
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="${toGuides}/pictures/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${toGuides}/guides.css">
</head>
<body>
<header><a href="${toGuides}/${language}">${texts.all}</a><nav aria-label="${texts.languages}">${languages.join(' ')}</nav></header>
${body}
</body>
</html>
`;
}
