/** The languages of the panel. */
export type Language = 'de' | 'en';

/** The language for a locale such as `de-AT`; English for any other than German. */
export function languageOf(locale: string): Language {
  return /^de(?![a-z])/i.test(locale) ? 'de' : 'en';
}

/** The locale for numbers and dates; the plain language where the locale is not of the panel's language. */
export function usableLocale(locale: string): string {
  const language = languageOf(locale);
  try {
    const known = new Intl.Locale(locale);
    return known.language === language ? known.toString() : language;
  } catch {
    return language;
  }
}
