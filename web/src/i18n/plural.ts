import type { Language } from './language.ts';

/** Selects the plural form for a count and replaces `#` with the number. */
export type Plural = (count: number, one: string, other: string) => string;

export function createPlural(language: Language): Plural {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (count, one, other) =>
    (rules.select(count) === 'one' ? one : other).replace('#', numbers.format(count));
}
