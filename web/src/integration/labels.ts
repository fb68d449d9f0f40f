import type { CrmField, Integration } from '@goodfunds/shared';
import type { Language } from '../i18n/language.ts';

const LANGUAGE_CODES: Record<Language, string> = { de: '1031', en: '1033' };

/** The label in the panel's language where the CRM has it, else in the application user's. */
export function labelOf(
  thing: { label: string; labels: Record<string, string> },
  language: Language,
): string {
  return thing.labels[LANGUAGE_CODES[language]] || thing.label;
}

export function attributeLabels(fields: readonly CrmField[], language: Language): Map<string, string> {
  return new Map(fields.map((field) => [field.attribute, labelOf(field, language) || field.attribute]));
}

/** The host of the CRM behind an integration, where its credentials hold an address. */
export function environmentHost({ credentials }: Pick<Integration, 'credentials'>): string | null {
  const address = Object.values(credentials).find(
    (value): value is string => typeof value === 'string' && URL.canParse(value),
  );
  return address === undefined ? null : new URL(address).host;
}
