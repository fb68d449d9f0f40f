/** The languages that every text of the panel exists in. */
export type Language = 'de' | 'en';

/** The language for a locale such as `de-AT`; whatever is not German reads English. */
export function languageOf(locale: string): Language {
  return /^de(?![a-z])/i.test(locale) ? 'de' : 'en';
}

/** How numbers and dates are written: as the locale does if its language is the one spoken, else as that language does. */
export function usableLocale(locale: string): string {
  const language = languageOf(locale);
  try {
    const known = new Intl.Locale(locale);
    return known.language === language ? known.toString() : language;
  } catch {
    return language;
  }
}
