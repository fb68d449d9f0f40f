import type { ErrorCode } from './error-codes.ts';
import { normaliseLabel, splitOptionText } from './option-text.ts';
import type { FieldValue } from './schemas/contact.ts';
import type { CrmField, CrmOption } from './schemas/crm-field.ts';

export type OptionErrorCode = Extract<ErrorCode, 'OPTION_UNKNOWN' | 'OPTION_AMBIGUOUS'>;
export type BooleanErrorCode = Extract<ErrorCode, 'VALUE_NOT_A_BOOLEAN' | 'OPTION_AMBIGUOUS'>;

/**
 * Finds the options of an ENUM attribute by number, or by label in any language. If the attribute accepts several
 * options, a text that is not itself a label is split at separators, repeatedly. Returns an error code if a part
 * matches no option or more than one.
 */
export function findOptions(value: NonNullable<FieldValue>, field: CrmField): number[] | OptionErrorCode {
  if (field.multiple) return findEach(String(value), field);
  const found = findOption(value, field);
  return typeof found === 'number' ? [found] : found;
}

/** Parses a boolean: first by the labels of the attribute's two options, then by common words. */
export function readYesNo(value: NonNullable<FieldValue>, field: CrmField): boolean | BooleanErrorCode {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value === 1 || value === 0 ? value === 1 : 'VALUE_NOT_A_BOOLEAN';
  const [matched, ...others] = matchOptions(value, field.options);
  if (others.length > 0) return 'OPTION_AMBIGUOUS';
  if (typeof matched === 'boolean') return matched;
  const word = normaliseLabel(value);
  if (YES_WORDS.includes(word)) return true;
  return NO_WORDS.includes(word) ? false : 'VALUE_NOT_A_BOOLEAN';
}

/** Common in German and English exports and forms. */
export const YES_WORDS: readonly string[] = ['true', 'yes', 'ja', 'wahr', '1'];
export const NO_WORDS: readonly string[] = ['false', 'no', 'nein', 'falsch', '0'];

function findEach(text: string, field: CrmField): number[] | OptionErrorCode {
  const whole = findOption(text, field);
  if (typeof whole === 'number') return [whole];
  const parts = splitOptionText(text);
  if (parts.length < 2 || whole === 'OPTION_AMBIGUOUS') return whole;
  const found: number[] = [];
  for (const part of parts) {
    const options = findEach(part, field);
    if (typeof options === 'string') return options;
    found.push(...options);
  }
  return found;
}

function findOption(value: NonNullable<FieldValue>, field: CrmField): number | OptionErrorCode {
  const { values } = indexOf(field.options);
  const isKnown = (number: number): boolean => values.has(number);
  if (typeof value === 'number') return isKnown(value) ? value : 'OPTION_UNKNOWN';
  const labels = typeof value === 'boolean' ? LABELS_FOR[value ? 'yes' : 'no'] : [value];
  const byLabel = labels.flatMap((label) => matchOptions(label, field.options));
  const byNumber = typeof value === 'string' && /^\s*-?\d+\s*$/.test(value) ? [Number(value)] : [];
  const candidates = new Set([...byLabel, ...byNumber.filter(isKnown)]);
  const [only, ...others] = candidates;
  if (typeof only !== 'number') return 'OPTION_UNKNOWN';
  return others.length > 0 ? 'OPTION_AMBIGUOUS' : only;
}

/** Labels of an ENUM attribute that stores a yes-or-no choice. */
const LABELS_FOR = { yes: ['true', 'yes', 'ja'], no: ['false', 'no', 'nein'] };

/** The values of all options with this label, in any language. */
function matchOptions(label: string, options: readonly CrmOption[]): readonly CrmOption['value'][] {
  return [...(indexOf(options).byLabel.get(normaliseLabel(label)) ?? [])];
}

type OptionIndex = {
  byLabel: ReadonlyMap<string, ReadonlySet<CrmOption['value']>>;
  values: ReadonlySet<CrmOption['value']>;
};

/** Long option lists, such as countries, are searched for every contact, so their labels are normalised once. */
const indexes = new WeakMap<readonly CrmOption[], OptionIndex>();

function indexOf(options: readonly CrmOption[]): OptionIndex {
  const known = indexes.get(options);
  if (known) return known;
  const byLabel = new Map<string, Set<CrmOption['value']>>();
  for (const { value, label, labels } of options) {
    for (const text of [label, ...Object.values(labels)]) {
      const key = normaliseLabel(text);
      byLabel.set(key, (byLabel.get(key) ?? new Set()).add(value));
    }
  }
  const index = { byLabel, values: new Set(options.map(({ value }) => value)) };
  indexes.set(options, index);
  return index;
}
