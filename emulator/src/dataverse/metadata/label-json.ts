import type { Label } from '../columns/column.ts';
import { derivedGuid } from '../derived-guid.ts';

const languages = [
  ['en', 1033],
  ['de', 1031],
] as const;

/** A label in all languages, and in the user's language or null. */
export function labelJson(label: Label | null, userLanguage: number, isManaged: boolean) {
  const localized = languages.flatMap(([key, language]) => {
    const text = label?.[key];
    return text === undefined ? [] : [localizedLabel(text, language, isManaged)];
  });
  return {
    LocalizedLabels: localized,
    UserLocalizedLabel: localized.find((each) => each.LanguageCode === userLanguage) ?? null,
  };
}

function localizedLabel(text: string, language: number, isManaged: boolean) {
  return {
    Label: text,
    LanguageCode: language,
    IsManaged: isManaged,
    MetadataId: derivedGuid(`label ${language} ${text}`),
    HasChanged: null,
  };
}
