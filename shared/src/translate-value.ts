import { normaliseLabel, splitOptionText } from './option-text.ts';
import type { FieldValue } from './schemas/contact.ts';
import type { MappingRow } from './schemas/mapping.ts';

type Translation = NonNullable<MappingRow['values']>;

/**
 * Replaces a value by the row's value translation; values without a translation stay. Compares exactly first, then
 * normalised. With `multiple`, a text that has no translation itself is split into options, which are translated
 * one by one.
 */
export function translateValue(value: FieldValue, translation: Translation, multiple: boolean): FieldValue {
  if (value === null || Object.keys(translation).length === 0) return value;
  const text = String(value);
  const whole = lookUp(text, translation);
  if (whole !== undefined || !multiple) return whole ?? value;
  return splitOptionText(text)
    .map((part) => String(lookUp(part, translation) ?? part))
    .filter((part) => part !== '')
    .join(';');
}

function lookUp(text: string, translation: Translation): Translation[string] | undefined {
  if (Object.hasOwn(translation, text)) return translation[text];
  return indexOf(translation).get(normaliseLabel(text));
}

type TranslationIndex = ReadonlyMap<string, Translation[string]>;

/** A text can list thousands of options, so the sources are normalised once. */
const indexes = new WeakMap<Translation, TranslationIndex>();

function indexOf(translation: Translation): TranslationIndex {
  const known = indexes.get(translation);
  if (known) return known;
  // Of sources that are equal when normalised, the first counts.
  const entries = Object.entries(translation).reverse();
  const index = new Map(entries.map(([source, target]) => [normaliseLabel(source), target]));
  indexes.set(translation, index);
  return index;
}
