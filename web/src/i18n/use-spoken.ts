import { useEffect, useState } from 'react';
import type { Catalogue } from './catalogue.ts';
import { languageOf } from './language.ts';
import { loadTexts } from './load-texts.ts';

/** A locale with the texts of its language. */
type Spoken = { locale: string; texts: Catalogue };

/** What is spoken: `null` until the first texts are there; after that the former locale until the next one's are. */
export function useSpoken(locale: string): { spoken: Spoken | null; isMissing: boolean } {
  const [spoken, setSpoken] = useState<Spoken | null>(null);
  const [missing, setMissing] = useState<string | null>(null);
  useEffect(() => {
    let isWanted = true;
    loadTexts(languageOf(locale)).then(
      (texts) => isWanted && setSpoken({ locale, texts }),
      () => isWanted && setMissing(locale),
    );
    return () => {
      isWanted = false;
    };
  }, [locale]);
  return { spoken, isMissing: missing === locale };
}
