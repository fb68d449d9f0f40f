import { isStandardContactField } from '@goodfunds/shared';
import type { MappingTexts } from '../../i18n/de/mapping.ts';

/** A GoodFunds field by its name in the panel's language; a custom one by the name it was given. */
export function fieldLabel(texts: MappingTexts, field: string): string {
  return isStandardContactField(field) ? texts.contactFields[field] : field.replace(/^customFields\./, '');
}
