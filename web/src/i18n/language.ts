/** The languages that every text of the panel exists in. */
export type Language = 'de' | 'en';

/** The language for a locale such as `de-AT`; whatever is not German reads English. */
export function languageOf(locale: string): Language {
  return locale.toLowerCase().startsWith('de') ? 'de' : 'en';
}

/** A locale that Intl accepts: the one given, else its language alone. */
export function usableLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? languageOf(locale);
  } catch {
    return languageOf(locale);
  }
}
