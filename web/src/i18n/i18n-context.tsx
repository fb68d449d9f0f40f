import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import type { Catalogue } from './catalogue.ts';
import { createFormat, type Format } from './format.ts';
import { type Language, languageOf, usableLocale } from './language.ts';
import { overrideTexts, type TextOverrides } from './text-overrides.ts';

export type I18n = { language: Language; texts: Catalogue; format: Format };

export const I18nContext = createContext<I18n | null>(null);

type LanguageProviderProps = { locale: string; overrides: TextOverrides | undefined; children: ReactNode };

/** Shows its children as soon as the texts are loaded. */
export function LanguageProvider({ locale, overrides, children }: LanguageProviderProps) {
  const { loaded, hasFailed } = useTexts(locale);
  const i18n = useMemo<I18n | null>(
    () =>
      loaded && {
        language: languageOf(loaded.locale),
        texts: overrideTexts(loaded.texts, overrides ?? {}),
        format: createFormat(usableLocale(loaded.locale)),
      },
    [loaded, overrides],
  );
  if (i18n) return <I18nContext value={i18n}>{children}</I18nContext>;
  return hasFailed && <MissingTexts />;
}

/** The texts and formats of the panel's language. */
export function useI18n(): I18n {
  const i18n = use(I18nContext);
  if (!i18n) throw new Error('useI18n needs a LanguageProvider above it');
  return i18n;
}

/** The texts of a locale's language; the previous ones stay until the next are loaded. */
function useTexts(locale: string) {
  const [loaded, setLoaded] = useState<{ locale: string; texts: Catalogue } | null>(null);
  const [failedLocale, setFailedLocale] = useState<string | null>(null);
  useEffect(() => {
    let isCurrent = true;
    loadTexts(languageOf(locale)).then(
      (texts) => isCurrent && setLoaded({ locale, texts }),
      () => isCurrent && setFailedLocale(locale),
    );
    return () => {
      isCurrent = false;
    };
  }, [locale]);
  return { loaded, hasFailed: failedLocale === locale };
}

/** Each language is a separate script, so that only one is downloaded. */
async function loadTexts(language: Language): Promise<Catalogue> {
  switch (language) {
    case 'de':
      return (await import('./de/german.ts')).german;
    case 'en':
      return (await import('./en/english.ts')).english;
  }
}

/** The only texts outside the catalogues: for when no catalogue could be loaded. */
function MissingTexts() {
  return (
    <div className="gfc-panel" role="alert">
      <p lang="de">Die Texte konnten nicht geladen werden. Lade die Seite neu.</p>
      <p lang="en">The texts could not be loaded. Reload the page.</p>
    </div>
  );
}
