export const GUIDE_LANGUAGES = ['de', 'en'] as const;
export type GuideLanguage = (typeof GUIDE_LANGUAGES)[number];

/** The guides in the order in which somebody needs them; each is `docs/{language}/{slug}.md`. */
export const GUIDE_SLUGS = [
  'azure-entra-setup',
  'connect-and-map',
  'strategies',
  'messages',
  'questions',
] as const;
export type GuideSlug = (typeof GUIDE_SLUGS)[number];

export function isGuideLanguage(text: string | undefined): text is GuideLanguage {
  return GUIDE_LANGUAGES.some((language) => language === text);
}

export function isGuideSlug(text: string | undefined): text is GuideSlug {
  return GUIDE_SLUGS.some((slug) => slug === text);
}
