import { createContext, type ReactNode, use, useMemo } from 'react';
import { CATALOGUES, type Catalogue } from './catalogue.ts';
import { createFormat, type Format } from './format.ts';
import { type Language, languageOf, usableLocale } from './language.ts';
import { overrideTexts, type TextOverrides } from './text-overrides.ts';

export type Speech = { language: Language; texts: Catalogue; format: Format };

const SpeechContext = createContext<Speech | null>(null);

type LanguageProviderProps = { locale: string; overrides: TextOverrides | undefined; children: ReactNode };

export function LanguageProvider({ locale, overrides, children }: LanguageProviderProps) {
  const speech = useMemo(() => createSpeech(locale, overrides ?? {}), [locale, overrides]);
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

/** The texts and formats of the panel's language. */
export function useSpeech(): Speech {
  const speech = use(SpeechContext);
  if (!speech) throw new Error('useSpeech needs a LanguageProvider above it');
  return speech;
}

function createSpeech(locale: string, overrides: TextOverrides): Speech {
  const language = languageOf(locale);
  return {
    language,
    texts: overrideTexts(CATALOGUES[language], overrides),
    format: createFormat(usableLocale(locale)),
  };
}
