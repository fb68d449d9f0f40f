import { createContext, type ReactNode, use, useMemo } from 'react';
import type { Catalogue } from './catalogue.ts';
import { createFormat, type Format } from './format.ts';
import { type Language, languageOf, usableLocale } from './language.ts';
import { MissingTexts } from './missing-texts.tsx';
import { overrideTexts, type TextOverrides } from './text-overrides.ts';
import { useSpoken } from './use-spoken.ts';

export type Speech = { language: Language; texts: Catalogue; format: Format };

export const SpeechContext = createContext<Speech | null>(null);

type LanguageProviderProps = { locale: string; overrides: TextOverrides | undefined; children: ReactNode };

/** Speaks as soon as there are texts. */
export function LanguageProvider({ locale, overrides, children }: LanguageProviderProps) {
  const { spoken, isMissing } = useSpoken(locale);
  const speech = useMemo<Speech | null>(
    () =>
      spoken && {
        language: languageOf(spoken.locale),
        texts: overrideTexts(spoken.texts, overrides ?? {}),
        format: createFormat(usableLocale(spoken.locale)),
      },
    [spoken, overrides],
  );
  if (speech) return <SpeechContext value={speech}>{children}</SpeechContext>;
  return isMissing && <MissingTexts />;
}

/** The texts and formats of the panel's language. */
export function useSpeech(): Speech {
  const speech = use(SpeechContext);
  if (!speech) throw new Error('useSpeech needs a LanguageProvider above it');
  return speech;
}
