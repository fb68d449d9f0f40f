import { createContext, type ReactNode, use, useMemo } from 'react';
import { CATALOGUES, type Catalogue } from './catalogue.ts';
import { createFormat, type Format } from './format.ts';
import { type Language, languageOf, usableLocale } from './language.ts';

export type Speech = { language: Language; texts: Catalogue; format: Format };

const SpeechContext = createContext<Speech | null>(null);

export function LanguageProvider({ locale, children }: { locale: string; children: ReactNode }) {
  const speech = useMemo(() => createSpeech(locale), [locale]);
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

/** The texts and formats of the panel's language. */
export function useSpeech(): Speech {
  const speech = use(SpeechContext);
  if (!speech) throw new Error('useSpeech needs a LanguageProvider above it');
  return speech;
}

function createSpeech(locale: string): Speech {
  const language = languageOf(locale);
  return { language, texts: CATALOGUES[language], format: createFormat(usableLocale(locale)) };
}
