import type { Catalogue } from './catalogue.ts';
import type { Language } from './language.ts';

/**
 * The texts of one language, out of a script of their own, so that nobody downloads words that nobody reads.
 *
 * @throws when the script cannot be fetched; the next call tries again, as far as the browser does
 */
export async function loadTexts(language: Language): Promise<Catalogue> {
  switch (language) {
    case 'de':
      return (await import('./de/german.ts')).german;
    case 'en':
      return (await import('./en/english.ts')).english;
  }
}
