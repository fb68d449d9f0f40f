import { GUIDE_LANGUAGES, type GuideLanguage } from './guide-catalogue.ts';
import type { Guide } from './read-guides.ts';
import { escapeHtml } from './render-guide.ts';

const WORDS = {
  de: {
    name: 'Deutsch',
    title: 'Anleitungen',
    intro: 'GoodFunds und Microsoft Dynamics 365: von der ersten Verbindung bis zur letzten Meldung.',
    all: 'Alle Anleitungen',
    sections: 'Auf dieser Seite',
    languages: 'Sprachen',
    unknownTitle: 'Diese Anleitung gibt es nicht',
    unknown: 'Hier findest du alle, die es gibt.',
  },
  en: {
    name: 'English',
    title: 'Guides',
    intro: 'GoodFunds and Microsoft Dynamics 365: from the first connection to the last message.',
    all: 'All guides',
    sections: 'On this page',
    languages: 'Languages',
    unknownTitle: 'There is no such guide',
    unknown: 'Here are all there are.',
  },
} as const;

/** The page of one guide, at `/guides/{language}/{slug}`. All addresses in it are relative to that. */
export function guidePage(language: GuideLanguage, { slug, title, sections, html }: Guide): string {
  const words = WORDS[language];
  const links = sections.map(
    ({ text, anchor }) => `<li><a href="#${escapeHtml(anchor)}">${escapeHtml(text)}</a></li>`,
  );
  return htmlPage({
    language,
    title: `${title} · GoodFunds`,
    toGuides: '..',
    toLanguage: (other) => `../${other}/${slug}`,
    body: `<nav class="sections" aria-label="${words.sections}"><ul>${links.join('')}</ul></nav>
<main>${html}</main>`,
  });
}

/** The list of all guides, at `/guides/{language}`. */
export function guideListPage(language: GuideLanguage, guides: readonly Guide[]): string {
  const words = WORDS[language];
  return htmlPage({
    language,
    title: `${words.title} · GoodFunds`,
    toGuides: '.',
    toLanguage: (other) => other,
    body: `<main><h1>${words.title}</h1><p>${words.intro}</p>${guideList(language, guides, '.')}</main>`,
  });
}

/** For an address below `/guides/` that leads nowhere; `toGuides` is the way back from it. */
export function unknownGuidePage(
  language: GuideLanguage,
  guides: readonly Guide[],
  toGuides: string,
): string {
  const words = WORDS[language];
  return htmlPage({
    language,
    title: `${words.unknownTitle} · GoodFunds`,
    toGuides,
    toLanguage: (other) => `${toGuides}/${other}`,
    body: `<main><h1>${words.unknownTitle}</h1><p>${words.unknown}</p>${guideList(language, guides, toGuides)}</main>`,
  });
}

function guideList(language: GuideLanguage, guides: readonly Guide[], toGuides: string): string {
  const entries = guides.map(
    ({ slug, title, summary }) =>
      `<li><a href="${toGuides}/${language}/${slug}">${escapeHtml(title)}</a><p>${escapeHtml(summary)}</p></li>`,
  );
  return `<ul class="guides">${entries.join('')}</ul>`;
}

type Page = {
  language: GuideLanguage;
  title: string;
  /** The way from this page to `/guides`. */
  toGuides: string;
  toLanguage: (other: GuideLanguage) => string;
  body: string;
};

function htmlPage({ language, title, toGuides, toLanguage, body }: Page): string {
  const words = WORDS[language];
  const languages = GUIDE_LANGUAGES.map((other) =>
    other === language
      ? `<span aria-current="true">${WORDS[other].name}</span>`
      : `<a href="${toLanguage(other)}" hreflang="${other}" lang="${other}" rel="alternate">${WORDS[other].name}</a>`,
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
<header><a href="${toGuides}/${language}">${words.all}</a><nav aria-label="${words.languages}">${languages.join(' ')}</nav></header>
${body}
</body>
</html>
`;
}
