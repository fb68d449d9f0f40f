import type { CrmField, Integration } from '@goodfunds/shared';
import type { Language } from '../i18n/language.ts';

const LANGUAGE_CODES: Record<Language, string> = { de: '1031', en: '1033' };

/** The label in the panel's language, or else in the language of the application user. */
export function labelOf(thing: Pick<CrmField, 'label' | 'labels'>, language: Language): string {
  return thing.labels[LANGUAGE_CODES[language]] || thing.label;
}

export function attributeLabels(fields: readonly CrmField[], language: Language): Map<string, string> {
  return new Map(fields.map((field) => [field.attribute, labelOf(field, language) || field.attribute]));
}

/** The host of the CRM, where the credentials contain an address. */
export function environmentHost({ credentials }: Pick<Integration, 'credentials'>): string | null {
  const address = Object.values(credentials).find(
    (value): value is string => typeof value === 'string' && URL.canParse(value),
  );
  return address === undefined ? null : new URL(address).host;
}
