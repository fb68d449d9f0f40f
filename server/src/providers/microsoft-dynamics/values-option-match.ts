import type { CrmField, CrmOption } from '@goodfunds/shared';
import { normaliseLabel } from '../../crm/option-text.ts';

/** The most labels that a refusal lists. A person reads no more, and an answer should stay small. */
const LISTED_LABELS = 100;

/** The values of all options with that label, in any language of the environment. */
export function matchOptions(label: string, options: readonly CrmOption[]): readonly CrmOption['value'][] {
  return [...(indexOf(options).get(normaliseLabel(label)) ?? [])];
}

/** What can be chosen, for people. */
export function optionLabels({ options }: CrmField): string[] {
  return options.slice(0, LISTED_LABELS).map((option) => option.label);
}

type LabelIndex = ReadonlyMap<string, ReadonlySet<CrmOption['value']>>;

/** A list of countries is asked a thousand times a batch, so its labels are normalised once. */
const indexes = new WeakMap<readonly CrmOption[], LabelIndex>();

function indexOf(options: readonly CrmOption[]): LabelIndex {
  const known = indexes.get(options);
  if (known) return known;
  const index = new Map<string, Set<CrmOption['value']>>();
  for (const { value, label, labels } of options) {
    for (const text of [label, ...Object.values(labels)]) {
      const key = normaliseLabel(text);
      index.set(key, (index.get(key) ?? new Set()).add(value));
    }
  }
  indexes.set(options, index);
  return index;
}
